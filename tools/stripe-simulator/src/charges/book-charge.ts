import type Stripe from "stripe";
import { settlesOn } from "../balance/balance-settings.ts";
import { bookMovement } from "../balance/balance-transactions.ts";
import { emitEvent } from "../events/emit-event.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { ChargeHidden } from "../store/kinds.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";
import { DEBIT_FEE_CENTS, processingFee } from "./fee.ts";
import type { ApprovedCard, CardCountry } from "./test-cards.ts";

/** Stores a paid charge, and books its money at once or, as after an asynchronous capture, a moment later. */
export function insertPaidCharge(
  world: World,
  account: string,
  charge: Stripe.Charge,
  how: Pick<ApprovedCard, "refund" | "isAvailableAtOnce">,
): Stored<"charge"> {
  const hidden: ChargeHidden = {
    refund: how.refund,
    availableOn: how.isAvailableAtOnce ? charge.created : settlesOn(world, account, charge.created),
  };
  const stored = {
    kind: "charge",
    id: charge.id,
    account,
    created: charge.created,
    object: charge,
    hidden,
  } as const;
  world.objects.insert(stored);
  const { captureDelayMs } = world.settings.realism;
  if (captureDelayMs === 0) return withMoneyBooked(world, stored);
  schedule(world, { kind: "book_charge", target: charge.id }, captureDelayMs);
  return stored;
}

/** The balance transaction that was missing at first; `charge.updated` tells of it. */
export function bookCharge(world: World, id: string): void {
  const stored = world.objects.findAnywhere("charge", id);
  if (stored === undefined || stored.object.balance_transaction !== null) return;
  const { object, account } = withMoneyBooked(world, stored);
  emitEvent(world, { type: "charge.updated", object, account, previous: { balance_transaction: null } });
}

function withMoneyBooked(world: World, stored: Stored<"charge">): Stored<"charge"> {
  const { account, object: charge, hidden } = stored;
  const movement = bookMovement(world, {
    account,
    type: charge.payment_method_details?.type === "sepa_debit" ? "payment" : "charge",
    reportingCategory: "charge",
    amount: charge.amount,
    fee: feeOf(world, charge),
    source: charge.id,
    description: charge.description,
    ...(hidden === null ? {} : { availableOn: hidden.availableOn }),
  });
  const booked = { ...stored, object: { ...charge, balance_transaction: movement.id } };
  world.objects.save(booked);
  return booked;
}

function feeOf(world: World, charge: Stripe.Charge): number {
  const card = charge.payment_method_details?.card;
  if (card === undefined) return DEBIT_FEE_CENTS;
  if (!world.settings.realism.areFeesByCountry) return processingFee(charge.amount);
  // `charges.ts` writes the country of a test card.
  return processingFee(charge.amount, card.country as CardCountry);
}

/** When the money of a charge can be used, in Unix seconds. */
export function availableOnOf(charge: Stored<"charge">): number {
  return charge.hidden?.availableOn ?? charge.created;
}
