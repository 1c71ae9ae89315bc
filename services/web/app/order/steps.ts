import type { Order } from "@vc/client";

/** One step of an order's way: what happened, or what comes. */
export interface Step {
  readonly kind: "pay" | "accept" | "deliver" | "revision" | "dispute" | "complete" | "ended";
  readonly state: "done" | "now" | "next";
  /** When it happened, or until when it has to. */
  readonly at: string | null;
  /** Of a revision: which one. */
  readonly number?: number;
}

/** The way of an order from payment to its end, with its revisions between deliveries. Pure. */
export function stepsOf(order: Order): Step[] {
  const { state, paidAt, acceptedAt, deliveries, endedAt, outcome, dueAt, dispute } = order;
  const deadline = (kind: Order["deadlines"][number]["kind"]) =>
    order.deadlines.find((each) => each.kind === kind)?.at ?? null;
  const isOpen = endedAt === null;
  const steps: Step[] = [
    paidAt === null
      ? { kind: "pay", state: isOpen ? "now" : "next", at: deadline("pay") }
      : { kind: "pay", state: "done", at: paidAt },
  ];
  if (acceptedAt !== null) steps.push({ kind: "accept", state: "done", at: acceptedAt });
  else if (isOpen) {
    steps.push({ kind: "accept", state: state === "pending" ? "now" : "next", at: deadline("respond") });
  }
  deliveries.forEach(({ at }, index) => {
    if (index > 0) steps.push({ kind: "revision", state: "done", at: null, number: index });
    steps.push({ kind: "deliver", state: "done", at });
  });
  if (state === "revision_requested") {
    steps.push({
      kind: "revision",
      state: "now",
      at: deadline("answer_revision"),
      number: deliveries.length,
    });
  } else if (state === "in_progress" && deliveries.length > 0) {
    steps.push({ kind: "revision", state: "done", at: null, number: deliveries.length });
  }
  if (state === "disputed") steps.push({ kind: "dispute", state: "now", at: dispute?.openedAt ?? null });
  const isToDeliver = isOpen && (deliveries.length === 0 || state === "in_progress");
  if (isToDeliver && state !== "disputed") {
    steps.push({ kind: "deliver", state: state === "in_progress" ? "now" : "next", at: dueAt });
  }
  // In a dispute only the order's own end is known (R26).
  const completes = state === "disputed" ? "end" : "complete";
  if (isOpen) steps.push({ kind: "complete", state: "next", at: deadline(completes) });
  else if (outcome?.kind === "completed") steps.push({ kind: "complete", state: "done", at: endedAt });
  else steps.push({ kind: "ended", state: "done", at: endedAt });
  return steps;
}
