import { changedMeanwhile, isDuplicateKey } from "@vc/bus";
import { changeBatch, type Database, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { lifecycle, type PayoutAccount } from "./lifecycle.ts";
import { type PayoutAccountDocument, payoutAccountModel } from "./model.ts";

/** Every account that a seller has, or had, at Stripe: the present one first. */
export function accountsAtStripe({
  stripeAccountId,
  formerStripeIds,
}: Pick<PayoutAccount, "stripeAccountId" | "formerStripeIds">): string[] {
  return [...(stripeAccountId === null ? [] : [stripeAccountId]), ...formerStripeIds.toReversed()];
}

/** Payout accounts, one for each seller, under the seller's account id. */
export function createPayoutAccountStore(database: Database) {
  const accounts = database.model(payoutAccountModel);
  const toAccount = ({ _id, ...rest }: PayoutAccountDocument): PayoutAccount => ({ id: _id, ...rest });

  return {
    async find(accountId: string, session?: ClientSession): Promise<PayoutAccount | null> {
      const found = await accounts.findOne({ _id: accountId }, { session });
      return found && toAccount(found);
    },

    /** The seller whose account is, or was, this one. */
    async findByStripeAccount(stripeAccountId: string): Promise<PayoutAccount | null> {
      const found =
        (await accounts.findOne({ stripeAccountId })) ??
        (await accounts.findOne({ formerStripeIds: stripeAccountId }));
      return found && toAccount(found);
    },

    /** Every seller for whom Stripe has made accounts, in the order of their ids, after one of them; the present account first. */
    async *after(accountId: string | null): AsyncIterable<{ id: string; stripeAccountIds: string[] }> {
      const found = accounts.stream(accountId === null ? {} : { _id: trusted({ $gt: accountId }) }, {
        sort: { _id: 1 },
      });
      for await (const document of found) {
        const stripeAccountIds = accountsAtStripe(toAccount(document));
        if (stripeAccountIds.length > 0) yield { id: document._id, stripeAccountIds };
      }
    },

    /** The owners of the accounts that Stripe has made and that are active, or are not. */
    async *standing(isActive: boolean): AsyncGenerator<string> {
      const found = accounts.stream(
        { state: isActive ? "active" : trusted({ $ne: "active" }), stripeAccountId: trusted({ $ne: null }) },
        { fields: ["_id"] },
      );
      for await (const { _id } of found) yield _id;
    },

    /** The seller's account, created by the first request. */
    async begin(accountId: string, contactEmail: string | null): Promise<PayoutAccount> {
      const begun: PayoutAccountDocument = {
        _id: accountId,
        state: lifecycle.initial,
        stripeAccountId: null,
        formerStripeIds: [],
        requirements: [],
        claim: { attempt: 1, contactEmail },
        remindedOf: null,
        sequence: 0,
        revision: 1,
      };
      try {
        await accounts.insertOne(begun);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return toAccount((await accounts.findOne({ _id: accountId })) ?? begun);
    },

    /** R42: an account that was begun and never made at Stripe holds an e-mail address. */
    eraseContact: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        accounts,
        { _id: batch.accountId, claim: trusted({ $ne: null }) },
        { $set: { claim: null }, $inc: { revision: 1 } },
        batch,
      ),

    /**
     * Writes an account over the revision that it was made from.
     *
     * @throws changedMeanwhile when that is no longer the one stored
     */
    async replace(before: PayoutAccount, after: PayoutAccount, session: ClientSession): Promise<void> {
      const { id, ...content } = { ...after, revision: before.revision + 1 };
      const { matchedCount } = await accounts.replaceOne({ _id: id, revision: before.revision }, content, {
        session,
      });
      if (matchedCount === 0) throw changedMeanwhile(`payout account ${id}`);
    },
  };
}

export type PayoutAccountStore = ReturnType<typeof createPayoutAccountStore>;
