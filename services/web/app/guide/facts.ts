import type { Order } from "@vc/client";
import { duration, elapsed, moment } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { nameIn } from "../format/names.ts";
import { type StandingNumbers, standingNumbers } from "../format/standing-numbers.ts";
import type { Language } from "../state/page-context.ts";
import { type Policy, shareOf } from "../state/policy.ts";
import type { Guide } from "./guide.ts";
import type { Role } from "./panels.ts";

/** What the words of a panel or a dialog can speak of, written as the language does. */
export interface PanelFacts extends StandingNumbers {
  /** The order itself, and how a time of it is written; empty for none. */
  readonly order: Order;
  readonly at: (time: string | null | undefined) => string;
  /** The name of the other side. */
  readonly other: string;
  /** What the buyer paid, and what of it is the seller's and the platform's. */
  readonly total: string;
  readonly yours: string;
  readonly commission: string;
  /** Of an ended order: what went back, and what the seller got before and after commission. */
  readonly refund: string;
  readonly released: string;
  readonly releasedNet: string;
  /** When the window on the panel ends. */
  readonly until: string;
  /** When the work is due, and how late it is. */
  readonly due: string;
  readonly lateBy: string;
  /** When the delivery would be due if the work began now. */
  readonly dueIfNow: string;
  readonly endsAt: string;
  readonly escalatesAt: string;
  readonly reviewUntil: string;
  readonly paymentWindow: string;
  readonly acceptanceWindow: string;
  readonly completionWindow: string;
  readonly deliveryDays: number;
  readonly revisionsUsed: number;
  /** Null: unlimited. */
  readonly revisionLimit: number | null;
  readonly reason: NonNullable<Order["outcome"]>["reason"];
}

/** What is known of an order besides it. */
export interface FactSources {
  readonly policy: Policy;
  readonly language: Language;
  readonly now: Date;
  readonly reviewUntil?: string | null | undefined;
}

/** The facts of an order for one of its parties. */
export function factsOf(order: Order, role: Role, clock: Guide["clock"], sources: FactSources): PanelFacts {
  const { policy, language, now, reviewUntil } = sources;
  const { outcome, listing, revisions } = order;
  const total = order.total.amount;
  const released = outcome?.released.amount ?? 0;
  const inWords = (cents: number) => money(euros(cents), language);
  const at = (time: string | null | undefined) => (time == null ? "" : moment(new Date(time), now, language));
  const deadline = (kind: Order["deadlines"][number]["kind"]) =>
    at(order.deadlines.find((each) => each.kind === kind)?.at);
  const workMs = listing.deliveryDays * policy.deliveryDayMs;
  return {
    ...standingNumbers(policy.standing, language),
    order,
    at,
    other: nameIn(language, role === "buyer" ? order.seller : order.buyer),
    total: inWords(total),
    yours: inWords(total - shareOf(total, policy)),
    commission: inWords(shareOf(outcome === null ? total : released, policy)),
    refund: inWords(outcome?.refund.amount ?? 0),
    released: inWords(released),
    releasedNet: inWords(released - shareOf(released, policy)),
    until: at(clock?.at),
    due: at(order.dueAt),
    lateBy: order.dueAt === null ? "" : elapsed(new Date(order.dueAt), now, language),
    dueIfNow: moment(new Date(now.getTime() + workMs), now, language),
    endsAt: deadline("end"),
    escalatesAt: deadline("escalate"),
    reviewUntil: at(reviewUntil),
    paymentWindow: duration(policy.paymentMs, language),
    acceptanceWindow: duration(policy.acceptanceMs, language),
    completionWindow: duration(policy.completionMs, language),
    deliveryDays: listing.deliveryDays,
    revisionsUsed: revisions.count,
    revisionLimit: revisions.limit,
    reason: outcome?.reason ?? null,
  };
}
