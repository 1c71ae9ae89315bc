import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "@vc/lifecycle";
import { MAIL_STATES, type Mail, type MailState } from "./mail.ts";

/** What the mail server made of a try, or that the time to try is over. */
export type MailFact =
  | { readonly kind: "sent" }
  /** The server will never take this mail: there is no such mailbox. */
  | { readonly kind: "rejected" }
  /** It may take it at the next try. */
  | { readonly kind: "failed"; readonly retryAt: Date }
  | { readonly kind: "give_up" };

type Failed = Extract<MailFact, { kind: "failed" }>;

const effects = {
  finish: (_mail: Mail, _fact: MailFact, { now }: Context) =>
    writes<Mail, object>({ finishedAt: now, message: null }),
  put_off: (_mail: Mail, { retryAt }: Failed) => writes<Mail, object>({ nextAttemptAt: retryAt }),
};

type Move = RowOf<MailState, MailFact, { effects: typeof effects }>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "sent",     from: ["due"], to: "sent",                           effect: "finish",  rules: "R39" },
  { on: "rejected", from: ["due"], to: "given_up",                       effect: "finish",  rules: "R39" },
  { on: "failed",   from: ["due"], to: "same",                           effect: "put_off", rules: "R39" },
  { on: "give_up",  from: ["due"], to: "given_up", when: "giveUpAt",     effect: "finish",  rules: "R39" },
];

/** The life of a mail. What is sent or given up stays so, whatever another worker tells of it later. */
export const lifecycle = {
  name: "mail",
  states: MAIL_STATES,
  initial: "due",
  rows: moves,
  repeats: {
    sent: ["sent", "given_up"],
    rejected: ["sent", "given_up"],
    failed: ["sent", "given_up"],
    give_up: ["sent", "given_up"],
  },
} satisfies Lifecycle<Move>;

interface MailMachine extends MachineTypes {
  readonly subject: Mail;
  readonly input: MailFact;
  readonly context: Context;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<MailMachine> = {
  ...lifecycle,
  effects,
  nothing: {},
  label: ({ id }) => `mail ${id}`,
  timeOf: (when, mail) => (when === "giveUpAt" ? mail.giveUpAt : null),
};

/** Decides what a fact makes of a mail; giving up is `early` until its time is over. Pure. */
export function decideMail(mail: Mail, fact: MailFact, now: Date) {
  return decideByTable(machine, mail, fact, { now });
}
