import type { Order } from "@vc/client";
import type { Quote } from "./order-terms.ts";
import {
  type GuideAction,
  type GuideClock,
  type GuideSurroundings,
  type Panel,
  type PanelName,
  panelOf,
  panels,
  type Role,
} from "./panels.ts";

/** What the order page, the lists and the head of a conversation say of an order to one of its parties. */
export interface Guide extends Omit<Panel, "state" | "when" | "clock" | "quote" | "withheld"> {
  readonly name: PanelName;
  readonly clock: { readonly kind: GuideClock; readonly at: string; readonly isYours: boolean } | null;
  readonly quote: Quote | null;
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
  const name = panelOf(order, role, { ...around, now });
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
    quote: panel.quote?.(order) ?? null,
    primary: only(primary),
    secondary: only(secondary),
    quiet: [...only(quiet), ...forgotten],
  };
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
