import type { SupportState } from "@vc/contracts";

/** A request for help as support staff see it (R38). */
export interface Support {
  /** Who asked. */
  readonly requesterId: string;
  readonly state: SupportState;
  /** The one who looks after it; nobody else answers meanwhile. */
  readonly takenBy: string | null;
  /** Since when its author waits: the place in the queue, which a release gives back. */
  readonly since: Date;
}

export type SupportAction = "take" | "release" | "close";

export const SUPPORT_REFUSALS = ["already_taken", "support_closed"] as const;
export type SupportRefusal = (typeof SUPPORT_REFUSALS)[number];

export type SupportDecision =
  | { readonly kind: "moved"; readonly support: Support }
  | { readonly kind: "already" }
  | { readonly kind: "refused"; readonly reason: SupportRefusal };

/** What each action of staff makes of each state: the one table of it. */
export const supportMoves = {
  take: { waiting: "taken", taken: "already", closed: "support_closed" },
  release: { waiting: "already", taken: "waiting", closed: "support_closed" },
  close: { waiting: "closed", taken: "closed", closed: "already" },
} as const satisfies Record<SupportAction, Record<SupportState, SupportState | "already" | SupportRefusal>>;

/** Takes, gives back or closes a request. What one of the staff has taken is theirs alone. */
export function decideSupport(support: Support, action: SupportAction, staffId: string): SupportDecision {
  if (support.takenBy !== null && support.takenBy !== staffId) {
    return { kind: "refused", reason: "already_taken" };
  }
  const next = supportMoves[action][support.state];
  if (next === "already") return { kind: "already" };
  if (next === "support_closed") return { kind: "refused", reason: next };
  return { kind: "moved", support: { ...support, state: next, takenBy: next === "taken" ? staffId : null } };
}

/** An answer takes the request; who asks again after it was closed waits again. */
export function afterMessage(support: Support, senderId: string, now: Date): SupportDecision {
  if (senderId !== support.requesterId) {
    return support.state === "closed" ? { kind: "already" } : decideSupport(support, "take", senderId);
  }
  if (support.state !== "closed") return { kind: "already" };
  return { kind: "moved", support: { ...support, state: "waiting", takenBy: null, since: now } };
}
