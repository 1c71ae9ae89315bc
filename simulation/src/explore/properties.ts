import { isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import { asOf } from "../../../services/orders/src/orders/view.ts";
import { auditPayments } from "../../../services/payments/src/audit/audit.ts";
import { ledgerAccount } from "../../../services/payments/src/ledger/chart.ts";
import { connect } from "../database/mongo.ts";
import type { Written } from "../database/storage.ts";
import { asEntry, asOrder, asPayment } from "../database/stored.ts";
import { createProcesses } from "../engine/processes.ts";
import { createRandom } from "../engine/random.ts";
import { watchMoney } from "../invariants/money.ts";
import type { ExploredWorld } from "./explored-world.ts";
import type { Moment } from "./moment.ts";
import { ORDER, policy, SELLER } from "./scene.ts";
import { stripeObjects } from "./stripe-objects.ts";

export interface Broken {
  readonly property: string;
  readonly detail: string;
}

/** What Stripe will do by itself and moves money or says of it. */
const MONEY_JOBS = [
  "book_charge",
  "settle_refund",
  "fund_refunds",
  "settle_payout",
  "submit_payout",
  "answer_debit",
];

/** Nothing is left to be done: the order and its payment have ended, and nothing waits, is held or is open. */
export function isEnd(moment: Moment): boolean {
  const { orders, payments, stripe, messages, webhooks, hands } = moment;
  const order = orders.get("orders")?.get(ORDER);
  const payment = payments.get("payments")?.get(ORDER);
  if (order === undefined || payment === undefined) return false;
  const movements = [...(payments.get("movements")?.values() ?? [])];
  const disputes = stripeObjects(stripe, "dispute");
  return (
    isFinal(asOrder(order).state) &&
    ["expired", "settled"].includes(asPayment(payment).state) &&
    messages.length + webhooks.length + hands.length === 0 &&
    movements.every(({ state }) => state === "succeeded" || state === "failed") &&
    disputes.every(({ status }) => ["won", "lost", "warning_closed", "prevented"].includes(String(status))) &&
    ["refund", "payout"].every((kind) =>
      stripeObjects(stripe, kind).every(({ status }) => status !== "pending" && status !== "in_transit"),
    ) &&
    [...stripe.jobs.values()].every(({ kind }) => !MONEY_JOBS.includes(String(kind)))
  );
}

/** What must hold and does not, at a moment and, where it is an end, at an end. */
export async function brokenAt(world: ExploredWorld, moment: Moment, isOver: boolean): Promise<Broken[]> {
  const broken: Broken[] = [...brokenMoney(moment), ...brokenTime(moment), ...doneTwice(moment)];
  return isOver ? [...broken, ...(await brokenEnd(world, moment))] : broken;
}

/** Moments that a step of orders lies between share what payments stores. */
const checked = new WeakSet<object>();

function brokenMoney({ payments }: Moment): Broken[] {
  const broken: Broken[] = [];
  if (checked.has(payments)) return broken;
  checked.add(payments);
  const watch = watchMoney(
    ({ invariant, message }) => void broken.push({ property: invariant, detail: message }),
  );
  const written = ["journal", "balances", "payments"].flatMap((collection): Written[] =>
    [...(payments.get(collection)?.values() ?? [])].map((after) => ({ collection, before: null, after })),
  );
  watch.committed(written);
  return broken;
}

/** R26: no order is open after its last day, whether its timer has fired or not. */
function brokenTime({ orders, nowMs }: Moment): Broken[] {
  const document = orders.get("orders")?.get(ORDER);
  if (document === undefined) return [];
  const order = asOrder(document);
  const { paidAt } = order;
  if (paidAt === null || nowMs < paidAt.getTime() + policy.capMs) return [];
  const { state } = asOf(order, new Date(nowMs), policy);
  return isFinal(state) ? [] : [{ property: "every order ends by day 75 (R26)", detail: `it is ${state}` }];
}

/** Of each movement there is one object at Stripe, besides those that failed or were taken back. */
function doneTwice({ stripe }: Moment): Broken[] {
  const done = ["refund", "transfer", "transfer_reversal", "payout"].flatMap((kind) =>
    stripeObjects(stripe, kind).filter(
      ({ status, reversed }) => status !== "failed" && status !== "canceled" && reversed !== true,
    ),
  );
  const byMovement = Map.groupBy(done, ({ metadata }) => movementIn(metadata));
  return [...byMovement].flatMap(([movement, objects]) =>
    movement !== "" && objects.length > 1
      ? [
          {
            property: "no movement is made twice",
            detail: `${movement}: ${objects.map(({ id }) => id).join(", ")}`,
          },
        ]
      : [],
  );
}

function movementIn(metadata: unknown): string {
  if (typeof metadata !== "object" || metadata === null) return "";
  const { movement } = metadata as { movement?: string }; // the simulator keeps texts only
  return movement ?? "";
}

async function brokenEnd(world: ExploredWorld, moment: Moment): Promise<Broken[]> {
  const { payments, stripe } = moment;
  const cents = (account: string) => Number(payments.get("balances")?.get(account)?.cents ?? 0);
  const process = createProcesses({ random: createRandom(1), crashChance: () => 0, crashed: () => {} });
  const { database } = connect(world.storage("payments"), process.start("audit"), process);
  const findings = await auditPayments(database, new Date(moment.nowMs));
  const kept = ["ESCROW", "REFUND_DUE"] as const;
  const booked = [...(payments.get("journal")?.values() ?? [])]
    .flatMap((entry) => asEntry(entry).lines)
    .filter(({ account }) => account === "STRIPE_CASH")
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return [
    ...findings.map(({ invariant, detail }) => ({ property: `npm run ledger: ${invariant}`, detail })),
    ...kept
      .filter((name) => cents(ledgerAccount(name, ORDER)) !== 0)
      .map((name) => ({
        property: `an end has no ${name}`,
        detail: `${cents(ledgerAccount(name, ORDER))} cents`,
      })),
    ...compared(
      "the platform's balance at Stripe is what the books say",
      booked,
      balanceAt(stripe, "platform"),
    ),
    ...compared(
      "the seller's balance at Stripe is what the books say",
      cents(ledgerAccount("CONNECTED_CASH", SELLER)),
      stripeObjects(stripe, "v2.core.account").reduce((sum, { id }) => sum + balanceAt(stripe, id), 0),
    ),
  ];
}

const compared = (property: string, books: number, atStripe: number): Broken[] =>
  books === atStripe ? [] : [{ property, detail: `${books} cents in the books, ${atStripe} at Stripe` }];

/** All that ever moved a balance at Stripe, but for what the platform began with. */
function balanceAt({ objects }: Moment["stripe"], account: string): number {
  return [...objects.values()]
    .filter((row) => row.kind === "balance_transaction" && row.account === account)
    .map((row) => JSON.parse(String(row.object)))
    .filter(({ type }) => type !== "topup")
    .reduce((sum, { net }) => sum + Number(net), 0);
}
