import type { Order, TimelineEntry } from "../orders/order.ts";

/** What people write with an action, by the name under which the timeline keeps it. */
const WORDS = ["explanation", "message", "statement", "text"] as const;

/**
 * R42: the order without anything that one of its parties wrote. State, times, amounts and who owed what stay: the
 * order goes on being a record of the sale. Of the seller's listing the hash stays, so that an owner of a copy of the
 * text can still prove it. What the seller delivered as files is the buyer's, and stays.
 */
export function eraseParty(order: Order, party: "buyer" | "seller"): Order {
  const { outcome, dispute } = order;
  const shared = {
    timeline: order.timeline.map((entry) => (entry.by === party ? withoutWords(entry) : entry)),
    outcome:
      outcome && (outcome.by === party ? { ...outcome, explanation: erased(outcome.explanation) } : outcome),
    dispute: dispute && {
      ...dispute,
      statements: dispute.statements.map((each) => (each.by === party ? { ...each, text: "" } : each)),
    },
  };
  return party === "buyer"
    ? { ...order, ...shared, ...ofBuyer(order) }
    : { ...order, ...shared, ...ofSeller(order) };
}

function ofBuyer({ brief, revisions, cancellationRequest }: Order): Partial<Order> {
  return {
    brief: brief && { ...brief, text: "", fileIds: [] },
    revisions: { ...revisions, open: revisions.open && { ...revisions.open, explanation: "" } },
    cancellationRequest: cancellationRequest && { ...cancellationRequest, explanation: "" },
  };
}

function ofSeller({ listing, deliveries }: Order): Partial<Order> {
  return {
    listing: {
      ...listing,
      title: "",
      description: "",
      briefInstructions: "",
      extras: listing.extras.map((extra) => ({ ...extra, title: "" })),
    },
    deliveries: deliveries.map((delivery) => ({ ...delivery, message: "", links: [] })),
  };
}

function withoutWords(entry: TimelineEntry): TimelineEntry {
  const data = Object.fromEntries(
    Object.entries(entry.data).map(([name, given]) => {
      if (WORDS.some((word) => word === name)) return [name, ""];
      return [name, name === "links" ? [] : given];
    }),
  );
  return { ...entry, data };
}

/** What never was stays away. */
function erased(words: string | null): string | null {
  return words === null ? null : "";
}
