import type { Order } from "@vc/client";

/** What panels and dialogs ask of an order beside its state. */

/** R15. The order's own word is that of the moment at which it was read. */
export function isLate({ state, late, dueAt }: Pick<Order, "state" | "late" | "dueAt">, now: Date): boolean {
  return state === "in_progress" && (late || (dueAt !== null && now > new Date(dueAt)));
}

export function isResumed({ dispute }: Order): boolean {
  return dispute?.decision?.decision === "resume";
}

export function isBeyondLimit({ revisions }: Order): boolean {
  return revisions.open?.beyondLimit ?? false;
}

export function isEscalated({ dispute }: Order): boolean {
  return dispute?.escalatedAt != null;
}

/** What a person wrote, shown under the text of a panel. */
export interface Quote {
  readonly by: "buyer" | "seller" | "mediator";
  readonly text: string;
  readonly at: string;
}

/** Whose words a panel can show. */
export const quotes = {
  revision: ({ revisions: { open } }) =>
    open && { by: "buyer", text: open.explanation, at: open.requestedAt },
  request: ({ cancellationRequest: request }) =>
    request && { by: "buyer", text: request.explanation, at: request.requestedAt },
  decision: ({ dispute }) =>
    dispute?.decision ? { by: "mediator", text: dispute.decision.reasons, at: dispute.decision.at } : null,
  excuse: ({ outcome }) =>
    outcome?.excuse ? { by: "mediator", text: outcome.excuse.reasons, at: outcome.excuse.at } : null,
  outcome: ({ outcome, endedAt }) => {
    if (outcome?.explanation == null || endedAt === null) return null;
    const by = outcome.by === "clock" || outcome.by === "payment" ? "mediator" : outcome.by;
    return { by, text: outcome.explanation, at: endedAt };
  },
} as const satisfies Record<string, (order: Order) => Quote | null>;
