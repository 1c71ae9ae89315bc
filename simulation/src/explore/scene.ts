import { type Placement, place } from "../../../services/orders/src/orders/decide.ts";
import { commitChange } from "../../../services/orders/src/orders/move-order.ts";
import { defaultWindows, type OrderPolicy, orderPolicy } from "../../../services/orders/src/orders/policy.ts";
import { startOnboarding } from "../../../services/payments/src/payout-accounts/onboarding.ts";
import { idOf } from "../people/listings.ts";
import { BEGINNING } from "../world-clock.ts";
import { createExploredWorld, type ExploredWorld } from "./explored-world.ts";
import type { Moment } from "./moment.ts";
import { stripeObjects } from "./stripe-objects.ts";
import type { WalkTerms } from "./walk-terms.ts";

export const ORDER = idOf("order", 1);
export const BUYER = idOf("account", 2);
export const SELLER = idOf("account", 3);
export const LISTING = idOf("listing", 1);
export const REVIEW = idOf("review", 1);
/** Pays at once. */
export const CARD = "4242424242424242";
export const addresses = {
  successUrl: "https://web.example.test/paid",
  cancelUrl: "https://web.example.test/left",
};

/** A price that no share of divides evenly. */
const TOTAL_CENTS = 10_007;

/** The rules' own windows, without reminders: those move nothing. */
export const policy: OrderPolicy = {
  ...orderPolicy(defaultWindows, 1),
  remindersMs: { answer: [], delivery: [], completion: [] },
};

const nothing: Moment = {
  nowMs: BEGINNING,
  orders: new Map(),
  payments: new Map(),
  stripe: { objects: new Map(), jobs: new Map(), idempotency_keys: new Map() },
  messages: [],
  webhooks: [],
  hands: [],
  left: {},
};

/** A world with a seller and one order that has just been placed. */
export async function setScene(terms: WalkTerms): Promise<ExploredWorld> {
  const beginning = nothing;
  const world = createExploredWorld({ policy, realism: terms.realism ?? {}, beginning });
  world.storage("payments").write("contacts", SELLER, { _id: SELLER, email: "seller@example.test" }, null);
  if (terms.isSellerReady ?? true) await makeReady(world);
  // Other orders' money and the platform's own: what Stripe keeps of one order does not stop its refund.
  await world.stripe.post("/_control/balance/adjust", { type: "topup", amountCents: 100_000 });
  const change = place(placementOf(terms), world.now(), policy);
  const { bus, orders } = world.orders();
  await world.run(() => bus.transaction((tx) => commitChange(tx, orders, null, change, policy)));
  return world;
}

async function makeReady(world: ExploredWorld): Promise<void> {
  await world.run(() => startOnboarding(world.payments(), SELLER));
  const [account] = stripeObjects(world.at().stripe, "v2.core.account");
  await world.stripe.post(`/_control/accounts/${account?.id}/activate`);
  for (const event of world.at().webhooks) {
    const { events, eventWorker } = world.payments();
    await world.run(() => events.insert(event, "webhook", world.now()));
    await world.run(() => eventWorker.drain());
    world.storage("payments").write("stripe_events", event.id, null, null);
  }
  world.set({ webhooks: [] });
}

function placementOf({ listing }: WalkTerms): Placement {
  return {
    id: ORDER,
    buyerId: BUYER,
    sellerId: SELLER,
    category: "logo-design",
    listing: {
      id: LISTING,
      title: "A logo",
      description: "A logo in black and white.",
      briefInstructions: "Name and trade.",
      basePrice: TOTAL_CENTS,
      extras: [],
      hash: "0".repeat(64),
      ...listing,
    },
    totalAmount: TOTAL_CENTS,
    brief: null,
  };
}
