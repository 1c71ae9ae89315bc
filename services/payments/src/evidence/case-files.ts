import { changeBatch, type Database, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { Terms, ToldOrder } from "./case-facts.ts";
import type { CaseFact, CaseFile } from "./case-file.ts";
import { caseModel } from "./model.ts";

/** What happened to orders, for the day on which a bank asks (R30). */
export function createCaseFiles(database: Database) {
  const cases = database.model(caseModel);

  return {
    /** Adds what happened to an order. Whatever comes first begins the case; the terms come with the order's own first event. */
    async add(order: ToldOrder, fact: CaseFact, terms: Terms | null, session: ClientSession): Promise<void> {
      await cases.updateOne(
        { _id: order.orderId },
        {
          $set: { title: order.title, sellerId: order.sellerId, ...(terms ?? {}) },
          ...(terms === null ? { $setOnInsert: { description: "", hash: "" } } : {}),
          $push: { facts: fact },
        },
        { upsert: true, session },
      );
    },

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
  };
}

export type CaseFiles = ReturnType<typeof createCaseFiles>;
