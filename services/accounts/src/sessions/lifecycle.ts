import {
  type Context,
  decide,
  type Guard,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "@vc/lifecycle";

/**
 * A session: from a log-in or registration until it is ended or expires. Its refresh token changes with every use
 * (a family of tokens); the one in use is current, those before it are spent.
 */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly state: SessionState;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedBy: SessionEnd | null;
  readonly endedAt: Date | null;
  /** The device that it was opened on; null for a session of before devices were known. */
  readonly deviceId: string | null;
}

export const SESSION_STATES = ["active", "ended"] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** Why a session ended. */
export const SESSION_ENDS = [
  "log_out",
  "log_out_everywhere",
  "change_password",
  "reset_password",
  "undo_email_change",
  "close_account",
  "restore_backup",
  "detect_reuse",
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** How long a session lives without being refreshed, and how long at most. */
export interface SessionLifetimes {
  readonly refreshTokenMs: number;
  readonly sessionMs: number;
}

export type SessionInput =
  /**
   * A refresh token of the session is presented. `just_spent`: its own device spent it some seconds ago, and repeats
   * because the answer was lost, or two of its tabs refreshed at once.
   */
  | {
      readonly kind: "refresh";
      readonly token: "current" | "just_spent" | "spent";
      readonly lifetimes: SessionLifetimes;
    }
  | { readonly kind: Exclude<SessionEnd, "detect_reuse"> };

type Refresh = Extract<SessionInput, { kind: "refresh" }>;
type Ending = Exclude<SessionInput, Refresh>;

const guards = {
  token_is_spent: {
    test: (_session: Session, { token }: Refresh) => token === "spent",
    message: "with a spent token",
  },
  token_is_just_spent: {
    test: (_session: Session, { token }: Refresh) => token === "just_spent",
    message: "with a token that its device has just spent",
  },
} satisfies Record<string, Guard<Session, Refresh, Context>>;

const asks = {
  is_running: {
    test: ({ expiresAt }: Session, _refresh: Refresh, { now }: Context) => expiresAt > now,
    refusal: { reason: "session_over" },
  },
} as const;

const effects = {
  prolong: ({ createdAt }: Session, { lifetimes }: Refresh, { now }: Context) =>
    writes<Session, object>({ expiresAt: expiryOf(createdAt, now, lifetimes) }),

  end: (_session: Session, { kind }: Ending, { now }: Context) =>
    writes<Session, object>({ endedBy: kind, endedAt: now }),

  end_for_reuse: (_session: Session, _refresh: Refresh, { now }: Context) =>
    writes<Session, object>({ endedBy: "detect_reuse", endedAt: now }),
};

type Move = RowOf<
  SessionState,
  SessionInput,
  { guards: typeof guards; asks: typeof asks; effects: typeof effects }
>;

/**
 * The life of a session. A token that was spent before is in two hands, and it is unknown which of them is the owner's:
 * the whole session ends (RFC 9700, 4.14.2).
 */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "refresh",            from: ["active"], to: "ended", guards: ["token_is_spent"], asks: ["is_running"], effect: "end_for_reuse", rules: "R40" },
  { on: "refresh",            from: ["active"], to: "same",  guards: ["token_is_just_spent"], asks: ["is_running"], rules: "R40" },
  { on: "refresh",            from: ["active"], to: "same",  asks: ["is_running"],       effect: "prolong",    rules: "R40" },
  { on: "log_out",            from: ["active"], to: "ended", effect: "end", rules: "R40" },
  { on: "log_out_everywhere", from: ["active"], to: "ended", effect: "end", rules: "R40" },
  { on: "change_password",    from: ["active"], to: "ended", effect: "end", rules: "R40" },
  { on: "reset_password",     from: ["active"], to: "ended", effect: "end", rules: "R40" },
  { on: "undo_email_change",  from: ["active"], to: "ended", effect: "end", rules: "R40" },
  { on: "close_account",      from: ["active"], to: "ended", effect: "end", rules: "R42" },
  { on: "restore_backup",     from: ["active"], to: "ended", effect: "end", rules: "R40" },
];

export const lifecycle = {
  name: "session",
  states: SESSION_STATES,
  initial: "active",
  rows: moves,
  repeats: {
    log_out: ["ended"],
    log_out_everywhere: ["ended"],
    change_password: ["ended"],
    reset_password: ["ended"],
    undo_email_change: ["ended"],
    close_account: ["ended"],
    restore_backup: ["ended"],
  },
  guards,
} satisfies Lifecycle<Move>;

interface SessionMachine extends MachineTypes {
  readonly subject: Session;
  readonly input: SessionInput;
  readonly context: Context;
  readonly written: object;
  readonly row: Move;
  readonly refusal: { readonly reason: "session_over" };
}

const machine: Machine<SessionMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: {},
  label: ({ id }) => `session ${id}`,
  otherwise: () => ({ kind: "refused", reason: "session_over" }),
};

/** R40: decides what a refresh or an end makes of a session. Pure. */
export function decideSession(session: Session, input: SessionInput, now: Date) {
  return decide(machine, session, input, { now });
}

/** A session used now lives on for a refresh token's life, but never longer than a session may. */
export function expiryOf(createdAt: Date, now: Date, lifetimes: SessionLifetimes): Date {
  return new Date(
    Math.min(now.getTime() + lifetimes.refreshTokenMs, createdAt.getTime() + lifetimes.sessionMs),
  );
}
