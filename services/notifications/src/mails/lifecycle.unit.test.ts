import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { decideMail, lifecycle, type MailFact } from "./lifecycle.ts";
import type { Mail, MailState } from "./mail.ts";

const now = new Date("2026-03-01T10:00:00Z");
const retryAt = new Date("2026-03-01T10:00:08Z");
const message = { to: "sam@example.test", subject: "Hello", html: "", text: "", unsubscribeUrl: null };

const due: Mail = {
  id: "mail_1",
  kind: "order_paid",
  state: "due",
  attempts: 4,
  createdAt: new Date("2026-02-28T10:00:00Z"),
  nextAttemptAt: now,
  giveUpAt: new Date("2026-03-03T10:00:00Z"),
  finishedAt: null,
  message,
};
const finished = { ...due, finishedAt: new Date("2026-03-01T09:00:00Z"), message: null };

const situations = {
  due,
  "due, and its time is over": { ...due, giveUpAt: now },
  sent: { ...finished, state: "sent" },
  "given up": { ...finished, state: "given_up" },
} as const satisfies Record<string, Mail>;

const facts = everyInput<MailFact>()({
  sent: { kind: "sent" },
  rejected: { kind: "rejected" },
  failed: { kind: "failed", retryAt },
  give_up: { kind: "give_up" },
});

/** The state that follows, whether its words are left, when it is tried again, and when it was finished. */
type Outcome = readonly [MailState, "words" | "no words", Date, Date | null] | "already" | "early";

const sent: Outcome = ["sent", "no words", now, now];
const givenUp: Outcome = ["given_up", "no words", now, now];
const triedAgain: Outcome = ["due", "words", retryAt, null];

/** By hand, from R39. */
const reviewed: Record<keyof typeof situations, Record<MailFact["kind"], Outcome>> = {
  due: { sent, rejected: givenUp, failed: triedAgain, give_up: "early" },
  "due, and its time is over": { sent, rejected: givenUp, failed: triedAgain, give_up: givenUp },
  sent: { sent: "already", rejected: "already", failed: "already", give_up: "already" },
  "given up": { sent: "already", rejected: "already", failed: "already", give_up: "already" },
};

describe("the life of a mail", () => {
  it("R39: takes every fact exactly as reviewed in every situation", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations,
      inputs: facts,
      decide: (mail, fact) => decideMail(mail, fact, now),
      describe: (decision) => {
        if (decision.kind !== "moved") return decision.kind;
        const { state, message: words, nextAttemptAt, finishedAt } = decision.change.after;
        return [state, words === null ? "no words" : "words", nextAttemptAt, finishedAt];
      },
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });
});
