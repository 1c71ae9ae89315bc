import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  OrderAccepted,
  OrderBriefCompleted,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeOpened,
  OrderPaid,
  OrderPlaced,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderWorkResumed,
} from "@vc/contracts";
import type { CaseFactKind } from "./case-file.ts";
import type { CaseFiles, OrderFacts, Terms } from "./case-files.ts";

/** Keeps what happens to orders, for the day on which a bank asks (R30). */
export function addCaseConsumers(bus: Bus, caseFiles: CaseFiles): void {
  const add = (
    { session }: Transaction,
    { data, sequence }: BusEvent<OrderFacts>,
    what: CaseFactKind,
    at: string,
    terms: Terms | null = null,
  ) => caseFiles.add(data, { sequence, at: new Date(at), what }, terms, session);

  bus.consume({
    purpose: "cases",
    subscriptions: [
      on(OrderPlaced, (event, tx) => add(tx, event, "placed", event.data.placedAt, event.data.terms ?? null)),
      on(OrderPaid, (event, tx) => add(tx, event, "paid", event.data.paidAt)),
      on(OrderBriefCompleted, (event, tx) => add(tx, event, "brief", event.data.completedAt)),
      on(OrderAccepted, (event, tx) => add(tx, event, "accepted", event.data.acceptedAt)),
      on(OrderDelivered, (event, tx) => add(tx, event, "delivered", event.data.deliveredAt)),
      on(OrderRevisionRequested, (event, tx) => add(tx, event, "revision_requested", event.time)),
      on(OrderRevisionAccepted, (event, tx) => add(tx, event, "revision_accepted", event.time)),
      on(OrderRevisionRefused, (event, tx) => add(tx, event, "revision_refused", event.time)),
      on(OrderDisputeOpened, (event, tx) => add(tx, event, "dispute_opened", event.data.openedAt)),
      on(OrderWorkResumed, (event, tx) => add(tx, event, "work_resumed", event.time)),
      on(OrderCompleted, (event, tx) => add(tx, event, "completed", event.data.endedAt)),
    ],
  });
}
