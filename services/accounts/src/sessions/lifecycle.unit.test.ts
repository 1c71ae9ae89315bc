import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { decideSession, lifecycle, type Session, type SessionInput } from "./lifecycle.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const createdAt = new Date("2026-03-02T09:00:00Z");
const lifetimes = { refreshTokenMs: 30 * DAY_MS, sessionMs: 180 * DAY_MS };
const days = (count: number) => new Date(createdAt.getTime() + count * DAY_MS);
const now = days(10);
const active: Session = {
  id: "session_1",
  accountId: "account_1",
  state: "active",
  createdAt,
  expiresAt: days(30),
  endedBy: null,
  endedAt: null,
  deviceId: "device_1",
};

const inputs = everyInput<SessionInput>()({
  refresh: { kind: "refresh", token: "current", lifetimes },
  "refresh with a token that its device has just spent": { kind: "refresh", token: "just_spent", lifetimes },
  "refresh with a spent token": { kind: "refresh", token: "spent", lifetimes },
  log_out: { kind: "log_out" },
  log_out_everywhere: { kind: "log_out_everywhere" },
  change_password: { kind: "change_password" },
  reset_password: { kind: "reset_password" },
  undo_email_change: { kind: "undo_email_change" },
  close_account: { kind: "close_account" },
  restore_backup: { kind: "restore_backup" },
});

/** By hand: the state that follows with its reason, or what is answered instead. */
const reviewed = {
  active: {
    refresh: "active",
    "refresh with a token that its device has just spent": "active",
    "refresh with a spent token": "ended by detect_reuse",
    log_out: "ended by log_out",
    log_out_everywhere: "ended by log_out_everywhere",
    change_password: "ended by change_password",
    reset_password: "ended by reset_password",
    undo_email_change: "ended by undo_email_change",
    close_account: "ended by close_account",
    restore_backup: "ended by restore_backup",
  },
  expired: {
    refresh: "refused",
    "refresh with a token that its device has just spent": "refused",
    "refresh with a spent token": "refused",
    log_out: "ended by log_out",
    log_out_everywhere: "ended by log_out_everywhere",
    change_password: "ended by change_password",
    reset_password: "ended by reset_password",
    undo_email_change: "ended by undo_email_change",
    close_account: "ended by close_account",
    restore_backup: "ended by restore_backup",
  },
  ended: {
    refresh: "refused",
    "refresh with a token that its device has just spent": "refused",
    "refresh with a spent token": "refused",
    log_out: "already",
    log_out_everywhere: "already",
    change_password: "already",
    reset_password: "already",
    undo_email_change: "already",
    close_account: "already",
    restore_backup: "already",
  },
};

function inWords(decision: ReturnType<typeof decideSession>): string {
  if (decision.kind !== "moved") return decision.kind;
  const { state, endedBy } = decision.change.after;
  return endedBy === null ? state : `${state} by ${endedBy}`;
}

describe("a session", () => {
  it("R40, R42: takes every refresh and every end exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: {
        active,
        expired: { ...active, expiresAt: now },
        ended: { ...active, state: "ended" as const, endedBy: "log_out" as const, endedAt: days(1) },
      },
      inputs,
      decide: (session, input) => decideSession(session, input, now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R40: lives on for another refresh token's life when it is refreshed", () => {
    expect(decideSession(active, inputs.refresh, now)).toMatchObject({
      change: { after: { expiresAt: days(40), endedBy: null } },
    });
  });

  it("R40: lives no longer for a repeat of a refresh whose answer was lost", () => {
    const repeated = inputs["refresh with a token that its device has just spent"];
    expect(decideSession(active, repeated, now)).toMatchObject({
      change: { after: { expiresAt: days(30) } },
    });
  });

  it("R40: never lives longer than a session may", () => {
    const old = { ...active, expiresAt: days(179) };
    expect(decideSession(old, inputs.refresh, days(178))).toMatchObject({
      change: { after: { expiresAt: days(180) } },
    });
  });

  it("R40: is over from the moment it expires", () => {
    const justBefore = new Date(days(30).getTime() - 1);
    expect(decideSession(active, inputs.refresh, justBefore).kind).toBe("moved");
    expect(decideSession(active, inputs.refresh, days(30))).toEqual({
      kind: "refused",
      reason: "session_over",
    });
  });

  it("keeps when it ended, and how long it would have lived", () => {
    for (const input of [inputs.log_out, inputs["refresh with a spent token"]]) {
      expect(decideSession(active, input, now)).toMatchObject({
        change: { after: { endedAt: now, expiresAt: days(30) } },
      });
    }
  });
});
