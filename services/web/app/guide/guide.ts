import type { Order } from "@vc/client";
import { type GuideAction, type GuideClock, type Panel, type PanelName, panels } from "./panels.ts";

export type Role = "buyer" | "seller";
type State = Order["state"];

/** What a page knows beside the order. */
export interface GuideSurroundings {
  /** Back from the payment page, with what it said. */
  readonly payment?: "done" | "cancelled" | undefined;
  /** R32: whether the API takes a review of the order. A delivered order is completed by one. */
  readonly canReview?: boolean | undefined;
}

/** What a person wrote, shown under the text of a panel. */
export interface GuideQuote {
  readonly by: "buyer" | "seller" | "mediator";
  readonly text: string;
  readonly at: string;
}

/** What the order page, the lists and the head of a conversation say of an order to one of its parties. */
export interface Guide extends Omit<Panel, "clock" | "quote" | "withheld"> {
  readonly name: PanelName;
  readonly clock: { readonly kind: GuideClock; readonly at: string; readonly isYours: boolean } | null;
  readonly quote: GuideQuote | null;
  readonly primary: readonly GuideAction[];
  readonly secondary: readonly GuideAction[];
  readonly quiet: readonly GuideAction[];
}

/**
 * What an order is to one of its parties now: which panel, what to do, until when. Pure. It offers only what the API allows,
 * and what the API allows and no panel places is offered last, so that nothing is ever out of reach.
 *
 * @param now decides about lateness alone; the page draws the clock
 */
export function guide(order: Order, role: Role, now: Date, around: GuideSurroundings = {}): Guide {
  const name = chooser[order.state][role](order, now, around);
  const panel: Panel = panels[name];
  const offered = offeredActions(order, role, around);
  const { chip, tone, primary = [], secondary = [], quiet = [], withheld = [] } = panel;
  const only = (actions: readonly GuideAction[]) => actions.filter((action) => offered.has(action));
  const placed = [...primary, ...secondary, ...quiet, ...withheld];
  const forgotten = [...offered].filter((action) => isApiAction(order, action) && !placed.includes(action));
  return {
    name,
    chip,
    tone,
    clock: clockOf(order, panel),
    quote: quoteOf(order, panel.quote),
    primary: only(primary),
    secondary: only(secondary),
    quiet: [...only(quiet), ...forgotten],
  };
}

type Choose = (order: Order, now: Date, around: GuideSurroundings) => PanelName;

/** The seller does not see an order before it is paid (R8). */
const unseen: Choose = ({ id }) => {
  throw new Error(`${id} is not paid: it does not exist for its seller`);
};

const chooser: Record<State, Record<Role, Choose>> = {
  awaiting_payment: {
    buyer: (_order, _now, { payment }) =>
      payment === "done" ? "buyerConfirming" : payment === "cancelled" ? "buyerNotPaid" : "buyerToPay",
    seller: unseen,
  },
  payment_expired: { buyer: () => "buyerUnpaid", seller: unseen },
  pending: {
    buyer: ({ brief }) => (brief === null ? "buyerPendingNoBrief" : "buyerPending"),
    seller: ({ brief }) => (brief === null ? "sellerPendingNoBrief" : "sellerPending"),
  },
  in_progress: {
    buyer: (order, now) => {
      const request = order.cancellationRequest?.answer;
      if (isLate(order, now)) return request === "pending" ? "buyerLateAsked" : "buyerLate";
      if (request === "pending") return "buyerAsked";
      if (request !== undefined) return "buyerDenied";
      if (isResumed(order)) return "buyerResumed";
      return order.deliveries.length > 0 ? "buyerRework" : "buyerInProgress";
    },
    seller: (order, now) => {
      const request = order.cancellationRequest?.answer;
      if (isLate(order, now)) return request === "pending" ? "sellerLateAsked" : "sellerLate";
      if (request === "pending") return "sellerAsked";
      if (request !== undefined) return "sellerDenied";
      if (isResumed(order)) return "sellerResumed";
      return order.deliveries.length > 0 ? "sellerRework" : "sellerInProgress";
    },
  },
  delivered: { buyer: () => "buyerDelivered", seller: () => "sellerDelivered" },
  revision_requested: {
    buyer: (order) => (isBeyondLimit(order) ? "buyerRevisionBeyond" : "buyerRevision"),
    seller: (order) => (isBeyondLimit(order) ? "sellerRevisionBeyond" : "sellerRevision"),
  },
  revision_refused: { buyer: () => "buyerRevisionRefused", seller: () => "sellerRevisionRefused" },
  disputed: {
    buyer: (order) => (isEscalated(order) ? "buyerEscalated" : "buyerDisputed"),
    seller: (order) => (isEscalated(order) ? "sellerEscalated" : "sellerDisputed"),
  },
  completed: {
    buyer: ({ outcome }) =>
      outcome?.reason === "split"
        ? "buyerDivided"
        : outcome?.reason === "release"
          ? "buyerReleased"
          : "buyerCompleted",
    seller: ({ outcome }) =>
      outcome?.reason === "split"
        ? "sellerDivided"
        : outcome?.reason === "release"
          ? "sellerReleased"
          : "sellerCompleted",
  },
  refused: { buyer: () => "buyerRefused", seller: () => "sellerRefused" },
  expired: {
    buyer: () => "buyerExpired",
    seller: ({ outcome }) => (outcome?.countsAgainstSeller ? "sellerExpired" : "sellerExpiredUncounted"),
  },
  cancelled: {
    buyer: ({ outcome }) => {
      switch (outcome?.reason) {
        case "late":
          return "buyerCancelledLate";
        case "agreed":
          return "buyerCancelledAgreed";
        case "refund":
          return "buyerRefunded";
        case "conceded":
          return "buyerConceded";
        case "charged_back":
          return "buyerChargedBack";
        case "time_limit":
          return "buyerTimeLimit";
        default:
          return outcome?.by === "seller" ? "buyerCancelledBySeller" : "buyerCancelledOwn";
      }
    },
    seller: ({ outcome }) => {
      switch (outcome?.reason) {
        case "late":
          return "sellerCancelledLate";
        case "agreed":
          return "sellerCancelledAgreed";
        case "refund":
          return "sellerRefunded";
        case "conceded":
          return "sellerConceded";
        case "charged_back":
          return "sellerChargedBack";
        case "time_limit":
          return "sellerTimeLimit";
        default:
          if (outcome?.by !== "seller") return "sellerCancelledByBuyer";
          if (outcome.excuse !== null) return "sellerCancelledExcused";
          return outcome.justified ? "sellerCancelledJustified" : "sellerCancelledOwn";
      }
    },
  },
};

/** R15. The order's own word is that of the moment at which it was read. */
export function isLate({ state, late, dueAt }: Pick<Order, "state" | "late" | "dueAt">, now: Date): boolean {
  return state === "in_progress" && (late || (dueAt !== null && now > new Date(dueAt)));
}

function isResumed({ dispute }: Order): boolean {
  return dispute?.decision?.decision === "resume";
}

function isBeyondLimit({ revisions }: Order): boolean {
  return revisions.open?.beyondLimit ?? false;
}

function isEscalated({ dispute }: Order): boolean {
  return dispute?.escalatedAt != null;
}

function isApiAction({ allowedActions }: Order, action: GuideAction): boolean {
  return allowedActions.some((allowed) => allowed === action);
}

/** What the API allows, and what the pages add to it. */
function offeredActions(order: Order, role: Role, { canReview }: GuideSurroundings): Set<GuideAction> {
  const { state, allowedActions } = order;
  const isFinal = order.endedAt !== null;
  const added: Record<Exclude<GuideAction, Order["allowedActions"][number]>, boolean> = {
    pay: role === "buyer" && state === "awaiting_payment",
    brief:
      role === "buyer" &&
      ["awaiting_payment", "pending", "in_progress"].includes(state) &&
      order.deliveries.length === 0,
    write: order.paidAt !== null,
    review: role === "buyer" && (state === "delivered" || (state === "completed" && canReview === true)),
    "order-again": role === "buyer" && isFinal,
    similar: role === "buyer" && isFinal,
    receipt: role === "buyer" && order.paidAt !== null,
    balance: role === "seller",
  };
  return new Set<GuideAction>([
    ...allowedActions.filter((action) => action !== "resolve-dispute" && action !== "excuse-cancellation"),
    // The keys are those of the record above.
    ...(Object.keys(added) as (keyof typeof added)[]).filter((action) => added[action]),
  ]);
}

function clockOf(order: Order, { clock, primary }: Panel): Guide["clock"] {
  if (clock === undefined) return null;
  const deadline = order.deadlines.find(({ kind }) => kind === clock)?.at;
  const at = clock === "deliver" ? (order.dueAt ?? deadline) : deadline;
  return at === undefined ? null : { kind: clock, at, isYours: primary !== undefined };
}

function quoteOf(order: Order, which: Panel["quote"]): GuideQuote | null {
  const { revisions, cancellationRequest: request, outcome, dispute } = order;
  switch (which) {
    case "revision":
      return (
        revisions.open && { by: "buyer", text: revisions.open.explanation, at: revisions.open.requestedAt }
      );
    case "cancellation-request":
      return request && { by: "buyer", text: request.explanation, at: request.requestedAt };
    case "decision":
      return dispute?.decision
        ? { by: "mediator", text: dispute.decision.reasons, at: dispute.decision.at }
        : null;
    case "excuse":
      return outcome?.excuse ? { by: "mediator", text: outcome.excuse.reasons, at: outcome.excuse.at } : null;
    case "outcome": {
      if (outcome?.explanation == null || order.endedAt === null) return null;
      const by = outcome.by === "clock" || outcome.by === "payment" ? "mediator" : outcome.by;
      return { by, text: outcome.explanation, at: order.endedAt };
    }
    case undefined:
      return null;
  }
}
