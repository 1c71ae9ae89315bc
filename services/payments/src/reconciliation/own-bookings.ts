import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { ExceptionStore } from "../exceptions/store.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { bookedByStripe } from "../ledger/outside-entries.ts";
import type { Booked } from "./compare.ts";

type OwnAccount = Parameters<typeof bookedByStripe>[0]["account"];

/** What Stripe bills the platform for, beside the fees of payments and chargebacks. */
const BILLS = [
  "stripe_fee",
  "stripe_fx_fee",
  "tax_fee",
  "network_cost",
  "contribution",
  "climate_order_purchase",
  "climate_order_refund",
  "inbound_transfer_fee",
];

/** What Stripe holds back of the platform's balance for some time, and gives back. */
const RESERVES = [
  "reserve_hold",
  "reserve_release",
  "reserve_transaction",
  "reserved_funds",
  "payout_minimum_balance_hold",
  "payout_minimum_balance_release",
  "connect_reserved_funds",
];

/** Types whose objects this service has entries of: one without an entry is a difference, since its event is missing. */
const BUSINESS = [
  "adjustment",
  "charge",
  "payment",
  "payment_failure_refund",
  "payment_refund",
  "payment_reversal",
  "refund",
  "refund_failure",
  "transfer",
  "transfer_cancel",
  "transfer_failure",
  "transfer_refund",
];

/** The account that Stripe's own booking belongs to; `null`: it is of the platform's business. Pure. */
export function accountOfBooking({ type, source }: Booked): OwnAccount | null {
  if (BILLS.includes(type)) return "STRIPE_FEES";
  if (RESERVES.includes(type)) return "RESERVED";
  // An adjustment of no object is none of a dispute.
  return BUSINESS.includes(type) && source !== null ? null : "OUTSIDE";
}

/** R31: books what Stripe moved on the platform's balance by itself; what nothing explains is put to an admin. */
export type BookOwn = (booked: readonly Booked[]) => Promise<void>;

export function createOwnBookings(deps: {
  bus: Bus;
  clock: Clock;
  ledger: Ledger;
  exceptions: ExceptionStore;
}): BookOwn {
  const { bus, clock, ledger, exceptions } = deps;

  async function book(booked: Booked, account: OwnAccount): Promise<void> {
    const { id: balanceTransactionId, type, netCents } = booked;
    const at = clock.now();
    await bus.transaction(async ({ session }) => {
      const posted = await ledger.post(
        bookedByStripe({ balanceTransactionId, account, netCents, at }),
        session,
      );
      if (posted === "already" || account !== "OUTSIDE") return;
      const known = `Stripe booked ${netCents} cents on the platform's balance as “${type}”, which this platform does not know.`;
      const about = { stripeId: balanceTransactionId, orderId: null, sellerId: null } as const;
      const amounts = { amountCents: Math.abs(netCents), lossCents: Math.max(0, -netCents) };
      await exceptions.raise({ kind: "transaction_unknown", ...about, ...amounts, known }, at, session);
    });
  }

  return async (booked) => {
    for (const transaction of booked) {
      const account = accountOfBooking(transaction);
      if (account !== null && transaction.netCents !== 0) await book(transaction, account);
    }
  };
}
