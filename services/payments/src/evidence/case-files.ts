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
import { changeBatch, type Database, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { CaseFact, CaseFactKind, CaseFile } from "./case-file.ts";
import { caseModel } from "./model.ts";

interface OrderFacts {
  readonly orderId: string;
  readonly sellerId: string;
  readonly title: string;
}

/** Follows what happened to orders, for the day on which a bank asks (R30). */
export function createCaseFiles(database: Database) {
  const cases = database.model(caseModel);

  async function add(
    tx: Transaction,
    { data, sequence }: BusEvent<OrderFacts>,
    what: CaseFactKind,
    at: string,
    terms: { description: string; hash: string } | null = null,
  ): Promise<void> {
    const fact: CaseFact = { sequence, at: new Date(at), what };
    await cases.updateOne(
      { _id: data.orderId },
      {
        $set: { title: data.title, sellerId: data.sellerId, ...(terms ?? {}) },
        // Whatever comes first begins the case; the terms come with the order's own first event.
        ...(terms === null ? { $setOnInsert: { description: "", hash: "" } } : {}),
        $push: { facts: fact },
      },
      { upsert: true, session: tx.session },
    );
  }

  return {
    /** R42: what was sold was described by its seller. The hash of it stays, and so does what happened. */
    async erase(batch: ErasureBatch): Promise<Erased> {
      const { accountId: sellerId } = batch;
      const nameless = { $set: { title: "", description: "" } };
      const titled = await changeBatch(cases, { sellerId, title: trusted({ $gt: "" }) }, nameless, batch);
      return titled === "some"
        ? titled
        : changeBatch(cases, { sellerId, description: trusted({ $gt: "" }) }, nameless, batch);
    },

    async find(orderId: string): Promise<CaseFile | null> {
      const found = await cases.findOne({ _id: orderId });
      if (found === null) return null;
      const { _id, sellerId: _sellerId, ...rest } = found;
      return { orderId: _id, ...rest };
    },

    follow(bus: Bus): void {
      bus.consume({
        purpose: "cases",
        subscriptions: [
          on(OrderPlaced, (event, tx) =>
            add(tx, event, "placed", event.data.placedAt, event.data.terms ?? null),
          ),
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
    },
  };
}

export type CaseFiles = ReturnType<typeof createCaseFiles>;
