/**
 * A session: from a log-in or registration until it is ended or runs out. Its refresh token changes with every use
 * (a family of tokens); the one in use is current, those before it are spent.
 */
export interface Session {
  readonly state: SessionState;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export const SESSION_STATES = ["active", "ended"] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** The one table of a session's life. No state of a session is assigned anywhere else. */
export const sessionMoves = {
  refresh: { from: "active", to: "active" },
  log_out: { from: "active", to: "ended" },
  log_out_everywhere: { from: "active", to: "ended" },
  change_password: { from: "active", to: "ended" },
  reset_password: { from: "active", to: "ended" },
  close_account: { from: "active", to: "ended" },
  detect_reuse: { from: "active", to: "ended" },
} as const satisfies Record<string, { from: SessionState; to: SessionState }>;
export type SessionMove = keyof typeof sessionMoves;

/** A move that ends a session: why it ended. */
export type SessionEnd = {
  [Move in SessionMove]: (typeof sessionMoves)[Move]["to"] extends "ended" ? Move : never;
}[SessionMove];

export const SESSION_ENDS = [
  "log_out",
  "log_out_everywhere",
  "change_password",
  "reset_password",
  "close_account",
  "detect_reuse",
] as const satisfies readonly SessionEnd[];

export type RefreshDecision =
  | { readonly kind: "refreshed"; readonly expiresAt: Date }
  | { readonly kind: "reused" }
  | { readonly kind: "over" };

/**
 * What a presented refresh token brings. One that was spent before is in two hands, and it is unknown which of them
 * is the owner's: the whole session ends (RFC 9700, 4.14.2).
 */
export function decideRefresh(
  session: Session,
  token: "current" | "spent",
  now: Date,
  lifetimes: { readonly refreshTokenMs: number; readonly sessionMs: number },
): RefreshDecision {
  if (session.state !== sessionMoves.refresh.from || session.expiresAt <= now) return { kind: "over" };
  if (token === "spent") return { kind: "reused" };
  return { kind: "refreshed", expiresAt: expiryOf(session.createdAt, now, lifetimes) };
}

/** A session used now lives on for a refresh token's life, but never longer than a session may. */
export function expiryOf(
  createdAt: Date,
  now: Date,
  lifetimes: { readonly refreshTokenMs: number; readonly sessionMs: number },
): Date {
  return new Date(
    Math.min(now.getTime() + lifetimes.refreshTokenMs, createdAt.getTime() + lifetimes.sessionMs),
  );
}
