import type Stripe from "stripe";
import { type CaseFactKind, caseFacts } from "./case-facts.ts";

/** Something that happened to an order, as orders told it. */
export interface CaseFact {
  /** The order's own count of what happened. */
  readonly sequence: number;
  readonly at: Date;
  readonly what: CaseFactKind;
}

/** What payments knows of an order's case (R30), from the order's own events. */
export interface CaseFile {
  readonly orderId: string;
  readonly title: string;
  /** R7: the listing's text as it was ordered, and its hash; empty for orders from before they were told. */
  readonly description: string;
  readonly hash: string;
  readonly facts: readonly CaseFact[];
}

/** The texts that a bank gets to read. */
export type Evidence = Required<
  Pick<Stripe.DisputeUpdateParams.Evidence, "product_description" | "service_date" | "uncategorized_text">
>;

/** Banks read one page; Stripe takes 20,000 characters in a field. */
const DESCRIPTION_LENGTH = 5_000;
const TIMELINE_LENGTH = 15_000;

function timelineOf(facts: readonly CaseFact[]): string[] {
  return facts
    .toSorted((a, b) => a.sequence - b.sequence)
    .map(({ at, what }) => `${at.toISOString()}  ${caseFacts[what].sentence}`);
}

/**
 * R30: what is handed to the buyer's bank: what was sold, when it was delivered, and what happened, all of it as it was
 * recorded at the time. Pure.
 *
 * @returns `null` when nothing was delivered: there is nothing to defend, and the buyer is right to have it back
 */
export function evidenceOf(caseFile: CaseFile): Evidence | null {
  const deliveries = caseFile.facts
    .filter(({ what }) => what === "delivered")
    .toSorted((a, b) => a.sequence - b.sequence);
  const last = deliveries.at(-1);
  if (last === undefined) return null;
  const { orderId, title, description, hash } = caseFile;
  const product = description === "" ? title : `${title}\n\n${description}`;
  const lines = [
    `Order ${orderId} on a marketplace for digital services.`,
    ...(hash === "" ? [] : [`SHA-256 of the terms as they were ordered: ${hash}`]),
    "What happened (UTC):",
    ...timelineOf(caseFile.facts),
  ];
  return {
    product_description: product.slice(0, DESCRIPTION_LENGTH),
    service_date: last.at.toISOString().slice(0, 10),
    uncategorized_text: lines.join("\n").slice(0, TIMELINE_LENGTH),
  };
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * When evidence is handed in. Banks take it once, so that it waits for what may still happen to the order, and for what a
 * person adds in the Dashboard, until a day before Stripe takes no more.
 */
export function handInAt(evidenceBy: Date): Date {
  return new Date(evidenceBy.getTime() - DAY_MS);
}
