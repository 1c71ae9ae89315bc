import { type Database, trusted } from "@vc/service";
import type Stripe from "stripe";
import type { Line } from "../ledger/entries.ts";
import { type JournalDocument, journalModel } from "../ledger/model.ts";
import { type WithdrawalDocument, withdrawalModel } from "../withdrawals/model.ts";
import type { Booked, Recorded } from "./compare.ts";

/** The two books that are compared: what Stripe booked, and what the ledger and the withdrawals say of it. Reads only. */
export function createBooks(database: Database, stripe: Stripe) {
  return { ...createStripeBook(stripe), ...createOwnBook(database) };
}

function createStripeBook(stripe: Stripe) {
  async function booked(
    params: Stripe.BalanceTransactionListParams,
    stripeAccount: string | null,
  ): Promise<Booked[]> {
    const list: Booked[] = [];
    const options = stripeAccount === null ? {} : { stripeAccount };
    for await (const transaction of stripe.balanceTransactions.list({ limit: 100, ...params }, options)) {
      const { id, source, type, net } = transaction;
      list.push({
        id,
        source: source === null || typeof source === "string" ? source : source.id,
        type,
        netCents: net,
      });
    }
    return list;
  }

  const between = (from: Date, to: Date) => ({
    gte: Math.floor(from.getTime() / 1_000),
    lt: Math.floor(to.getTime() / 1_000),
  });

  return {
    /** What Stripe booked on a balance in a time. */
    bookedBetween: (from: Date, to: Date, stripeAccount: string | null = null) =>
      booked({ created: between(from, to) }, stripeAccount),

    /** All that Stripe ever booked for an object, or the balance transaction of that id. */
    async bookedFor(stripeId: string, stripeAccount: string | null = null): Promise<Booked[]> {
      if (!stripeId.startsWith("txn_")) return booked({ source: stripeId }, stripeAccount);
      const { id, source, type, net } = await stripe.balanceTransactions.retrieve(stripeId);
      const key = source === null || typeof source === "string" ? source : source.id;
      return key === null
        ? [{ id, source: null, type, netCents: net }]
        : booked({ source: key }, stripeAccount);
    },
  };
}

function createOwnBook(database: Database) {
  const journal = database.model(journalModel);
  const withdrawals = database.model(withdrawalModel);

  return {
    /** Entries that moved the platform's balance in a time. */
    async recordedBetween(from: Date, to: Date): Promise<Recorded[]> {
      const found = await journal.find({ "lines.account": CASH, at: trusted({ $gte: from, $lt: to }) });
      return found.flatMap(toRecorded);
    },

    /** Entries that moved the platform's balance for any of these objects. */
    async recordedFor(stripeIds: readonly string[]): Promise<Recorded[]> {
      const found = await journal.find({ stripeId: trusted({ $in: stripeIds }) });
      return found.flatMap(toRecorded);
    },

    /** What a payout of a seller must have taken out of their balance at Stripe. */
    async payoutRecorded(payoutId: string): Promise<Recorded[]> {
      const found = await withdrawals.find({ payoutId });
      const booked = await journal.find({ stripeId: payoutId });
      return [...found.map(toPayout), ...booked.flatMap(toOutsidePayout)];
    },

    /** Payouts that were asked for in a time. */
    async payoutsAskedBetween(accountId: string, from: Date, to: Date): Promise<Recorded[]> {
      const found = await withdrawals.find({
        accountId,
        createdAt: trusted({ $gte: from, $lt: to }),
      });
      return found.filter(({ payoutId }) => payoutId !== null).map(toPayout);
    },

    /** When the first money moved; `null` while none has. */
    async begunAt(): Promise<Date | null> {
      const first = await journal.findOne({}, { sort: { at: 1 }, fields: ["at"] });
      return first?.at ?? null;
    },
  };
}

const CASH = "STRIPE_CASH";

function toRecorded(entry: { _id: string; stripeId: string | null; lines: readonly Line[] }): Recorded[] {
  const cents = entry.lines
    .filter(({ account }) => account === CASH)
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return entry.stripeId === null || cents === 0
    ? []
    : [{ entryId: entry._id, stripeId: entry.stripeId, cents }];
}

/** A payout that this platform did not ask for, and its return; all that an entry debits is what it paid. */
function toOutsidePayout({ _id, kind, stripeId, lines }: JournalDocument): Recorded[] {
  const sign = { paid_out_outside: -1, outside_payout_returned: 1 }[String(kind)];
  if (sign === undefined || stripeId === null) return [];
  const paidCents = lines.reduce((sum, { amountCents }) => sum + Math.max(0, amountCents), 0);
  return [{ entryId: _id, stripeId, cents: sign * paidCents }];
}

function toPayout({ _id, payoutId, state, amountCents }: WithdrawalDocument): Recorded {
  return { entryId: _id, stripeId: payoutId ?? _id, cents: state === "failed" ? 0 : -amountCents };
}

export type Books = ReturnType<typeof createBooks>;
