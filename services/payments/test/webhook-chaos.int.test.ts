import { LEDGER_ENTRY_KINDS } from "@vc/contracts";
import { newId } from "@vc/service";
import { randomFrom, waitFor } from "@vc/testing";
import { afterAll, expect, it } from "vitest";
import type { JournalDocument } from "../src/ledger/model.ts";
import { openCheckout } from "../src/payments/checkout.ts";
import { movePayment } from "../src/payments/move-payment.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { aPayment } from "./builders.ts";
import { hardStripe } from "./crash-scene.ts";

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** The simulator's bank refuses payouts to this one. */
const CLOSED_BANK_ACCOUNT = "FR8420041010050500013M02607";
/** Names the chance by which webhooks are lost and shuffled; given to repeat a run. */
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What only a second payment, a refund that fails, an admin, a payout by others, or a bank that takes less lead to. */
const notPlayed = [
  "surplus_received",
  "refund_returned",
  "chargeback_reassigned",
  "refund_doubled",
  "outside_reassigned",
  "outside_loss_charged",
  "returned_transfer_kept",
  "paid_out_outside",
  "outside_payout_returned",
  "booked_by_stripe",
  "chargeback_reduced",
  "reversal_reduced",
];

const apps: TestApp[] = [];
afterAll(async () => {
  for (const app of apps) await app.stop();
});

/** How Stripe's events come, from the moment that something has happened there until all of them were heard. */
type Delivery = (t: TestApp) => Promise<void>;

const inOrder: Delivery = async (t) => {
  await untilSettled(t);
  await t.simulator.webhooksDelivered();
  await t.parts.eventWorker.drain();
};

/** Money that has come is pending at Stripe for days. */
async function untilSettled(t: TestApp): Promise<void> {
  t.clock.advance((hardStripe.settlementDelayMs ?? 0) + HOUR_MS);
  await t.simulator.control("jobs/run");
}

/** Three times each, shuffled, a day late, and every fifth not at all: for those there is the poller. */
const inChaos: Delivery = async (t) => {
  await untilSettled(t);
  // What Stripe still has to say of a refund would set out on its day's journey only after the clock has jumped.
  await waitFor(
    async () => (await t.simulator.state()).jobs.every(({ kind }) => kind !== "reference_refund"),
    {
      what: "the banks' references of refunds",
    },
  );
  // Two hours more than the last of them needs.
  t.clock.advance(DAY_MS + 3 * HOUR_MS);
  await t.simulator.control("webhooks/resume");
  await t.simulator.webhooksDelivered();
  await t.parts.eventWorker.drain();
  await t.parts.poller.drain();
  // Stripe lists no thin events, so that accounts are read themselves.
  await t.parts.accountPoller.drain();
  await t.parts.eventWorker.drain();
};

async function anApp(): Promise<TestApp> {
  const app = await buildTestApp({ isWorking: false, random: randomFrom(seed), realism: hardStripe });
  apps.push(app);
  // What the start-up check demands of the platform's own account.
  const manual = { payments: { payouts: { schedule: { interval: "manual" } } } } as const;
  await app.simulator.stripe.balanceSettings.update(manual);
  // The poller asks from its first look on.
  await app.parts.poller.drain();
  return app;
}

/** What people, banks and the platform do in a play, and the names of all that it makes. */
function handsOf(t: TestApp, delivery: Delivery) {
  const names = new Map<string, string>();
  const named = <Id extends string>(id: Id, name: string): Id => {
    names.set(id, name);
    return id;
  };
  const drain = () => t.parts.executor.drain();
  const deliver = () => delivery(t);

  async function aSeller(name: string, iban?: string): Promise<string> {
    const sellerId = named(newId("account"), name);
    await t.introduce(sellerId);
    const { body } = await t.call(sellerId, "POST", "/payout-account");
    await t.simulator.onboard(body.url, iban);
    return sellerId;
  }

  async function anOrder(name: string, sellerId: string, amountCents: number): Promise<string> {
    const payment = aPayment({ sellerId, amountCents });
    await t.platform.bus.transaction((tx) => t.parts.payments.insert(payment, tx.session));
    const opened = await openCheckout(t.parts, payment.id, payment.buyerId, {
      successUrl: "https://web.example.test/",
      cancelUrl: "https://web.example.test/",
    });
    if (opened.kind === "refused") throw new Error(opened.reason);
    expect(await t.simulator.pay(`${opened.url}/pay`)).toBe(303);
    return named(payment.id, name);
  }

  async function settle(orderId: string, refundCents: number, releaseCents: number): Promise<void> {
    await movePayment(t.parts, orderId, { kind: "settled_by_order", refundCents, releaseCents });
    await drain();
  }

  async function withdraw(name: string, sellerId: string, amount: number): Promise<string> {
    const { withdrawal } = await t.withdraw(sellerId, amount);
    await drain();
    return named(withdrawal.id, name);
  }

  const bankHasSpoken = () =>
    waitFor(async () => (await t.simulator.state()).jobs.every(({ kind }) => kind !== "settle_payout"), {
      what: "the bank's word",
    });

  /** The buyer's bank takes an order's payment back, or asks about it. */
  async function complain(how: "dispute" | "inquire", orderId: string, amountCents?: number) {
    const chargeId = (await t.parts.payments.find(orderId))?.charge?.id;
    const dispute = await t.simulator.control(`charges/${chargeId}/${how}`, { amountCents });
    // The simulator answers the dispute that it has opened.
    return (dispute as { id: string }).id;
  }

  const decide = (disputeId: string, verdict: "won" | "lost") =>
    t.simulator.control(`disputes/${disputeId}/decide`, { verdict });

  return {
    t,
    names,
    drain,
    deliver,
    aSeller,
    anOrder,
    settle,
    withdraw,
    bankHasSpoken,
    complain,
    decide,
  };
}
type Hands = ReturnType<typeof handsOf>;

/** What happens to the orders of two sellers, the same each time. */
async function playOrders(hands: Hands): Promise<void> {
  const { t, drain, deliver, aSeller, anOrder, settle, withdraw, bankHasSpoken } = hands;
  const good = await aSeller("the good seller");
  const unlucky = await aSeller("the unlucky seller", CLOSED_BANK_ACCOUNT);
  await deliver();

  const completed = await anOrder("completed", good, 10_000);
  const refused = await anOrder("refused", good, 4_000);
  const divided = await anOrder("divided", unlucky, 7_777);
  await anOrder("still going on", unlucky, 1_234);
  const late = await anOrder("paid after its end", good, 2_000);
  await movePayment(t.parts, late, { kind: "order_expired" });
  await deliver();

  await settle(completed, 0, 10_000);
  await settle(refused, 4_000, 0);
  await settle(divided, 2_776, 5_001);
  await settle(late, 2_000, 0);
  await drain();
  await deliver();

  await withdraw("paid out", good, 3_000);
  const returned = await withdraw("sent back by the bank", good, 2_000);
  await withdraw("refused by the bank", unlucky, 1_500);
  await bankHasSpoken();
  await deliver();
  const { payoutId } = (await t.parts.withdrawals.find(returned)) ?? {};
  await t.simulator.control(`payouts/${payoutId}/fail`);
  await deliver();
  await withdraw("paid out after all", good, 5_000);
  await bankHasSpoken();
  await deliver();
}

/**
 * What banks do to orders, before and after their release. Each that is released has a seller of its own: whose debt is
 * paid first from an owner's balance depends on which arrived first.
 */
async function playChargebacks(hands: Hands): Promise<void> {
  const { drain, deliver, aSeller, anOrder, settle, withdraw, bankHasSpoken, complain, decide } = hands;
  const lucky = await aSeller("whose chargeback is won");
  const beaten = await aSeller("whose chargeback is lost");
  const indebted = await aSeller("who has withdrawn what is charged back");
  const partly = await aSeller("who loses a part");
  const asked = await aSeller("about whom a bank asks");
  await deliver();

  const goingOn = {
    open: await anOrder("frozen", lucky, 2_100),
    won: await anOrder("frozen, then won", lucky, 2_200),
    lost: await anOrder("frozen, then lost", lucky, 2_300),
    part: await anOrder("frozen in part, then lost", partly, 2_400),
    inquired: await anOrder("asked about", asked, 2_500),
    escalated: await anOrder("asked about, then taken", asked, 2_600),
  };
  const ended = {
    won: await anOrder("released, then won", lucky, 3_100),
    lost: await anOrder("released, then lost", beaten, 3_200),
    withdrawn: await anOrder("withdrawn, then lost", indebted, 3_300),
    atOnce: await anOrder("taken and lost before anybody heard of it", partly, 3_400),
  };
  const later = await anOrder("what pays the debt", indebted, 9_900);
  await deliver();
  await settle(ended.won, 0, 3_100);
  await settle(ended.lost, 0, 3_200);
  await settle(ended.withdrawn, 0, 3_300);
  await settle(ended.atOnce, 400, 3_000);
  await deliver();
  await withdraw("all of it", indebted, 2_640);
  await bankHasSpoken();
  await deliver();

  await complain("dispute", goingOn.open);
  const won = [await complain("dispute", goingOn.won), await complain("dispute", ended.won)];
  const lost = [
    await complain("dispute", goingOn.lost),
    await complain("dispute", goingOn.part, 900),
    await complain("dispute", ended.lost),
    await complain("dispute", ended.withdrawn),
  ];
  const inquiry = await complain("inquire", goingOn.inquired);
  const escalated = await complain("inquire", goingOn.escalated);
  await deliver();
  await settle(goingOn.won, 200, 2_000);
  await settle(goingOn.part, 0, 2_400);
  await settle(goingOn.inquired, 0, 2_500);

  lost.push(await complain("dispute", ended.atOnce));
  await hands.t.simulator.control(`disputes/${escalated}/escalate`);
  for (const disputeId of [...won, inquiry, escalated]) await decide(disputeId, "won");
  for (const disputeId of lost) await decide(disputeId, "lost");
  await deliver();
  await settle(goingOn.lost, 2_300, 0);
  await settle(goingOn.escalated, 0, 2_600);
  await settle(later, 0, 9_900);
  await drain();
  await deliver();
}

/** What others do with the money of orders at Stripe, before and after their ends. Each has a seller of its own. */
async function playOthers(hands: Hands): Promise<void> {
  const { t, drain, deliver, aSeller, anOrder, settle, complain, decide } = hands;
  const order = async (name: string, amountCents: number) =>
    anOrder(name, await aSeller(`whose order is ${name}`), amountCents);
  const refund = async (orderId: string, amountCents?: number) => {
    const chargeId = (await t.parts.payments.find(orderId))?.charge?.id;
    const made = await t.simulator.control(`charges/${chargeId}/refund`, { amountCents });
    // The simulator answers the refund that it has made.
    return (made as { id: string }).id;
  };
  const refunded = await order("refunded in part by others", 4_100);
  const released = await order("released, then refunded by others", 4_200);
  const inVain = await order("refunded by others in vain", 4_300);
  const reversed = await order("reversed by others", 4_400);
  const takenAgain = await order("won, then taken upon an appeal", 4_500);
  const givenBack = await order("lost, then given back upon an appeal", 4_600);
  await deliver();
  for (const [orderId, cents] of [
    [released, 4_200],
    [reversed, 4_400],
  ] as const)
    await settle(orderId, 0, cents);
  const [won, lost] = [await complain("dispute", takenAgain), await complain("dispute", givenBack)];
  await deliver();

  await refund(refunded, 1_000);
  await refund(released);
  const failing = await refund(inVain);
  const [transfer] = (await t.simulator.stripe.transfers.list({ transfer_group: reversed })).data;
  await t.simulator.stripe.transfers.createReversal(String(transfer?.id), { amount: 1_000 });
  await decide(won, "won");
  await decide(lost, "lost");
  await deliver();

  await t.simulator.control(`refunds/${failing}/fail`);
  for (const disputeId of [won, lost]) await t.simulator.control(`disputes/${disputeId}/overturn`);
  await deliver();
  await settle(refunded, 1_500, 2_600);
  await settle(inVain, 4_300, 0);
  await settle(takenAgain, 0, 4_500);
  await settle(givenBack, 4_600, 0);
  await drain();
  await deliver();
}

/** Gives every id that was made in it a name. */
async function play(t: TestApp, delivery: Delivery): Promise<Map<string, string>> {
  const hands = handsOf(t, delivery);
  await playOrders(hands);
  await playChargebacks(hands);
  await playOthers(hands);
  // What a chargeback brought to light is done by now, on both sides.
  await hands.drain();
  await hands.deliver();
  return hands.names;
}

/** A ledger without what is different each time: ids by their names, no times, no ids of Stripe's. */
async function canonical(t: TestApp, names: Map<string, string>): Promise<string[]> {
  const withNames = (text: string) =>
    [...names].reduce((left, [id, name]) => left.replaceAll(id, `<${name}>`), text);
  const entries = await t.platform.db.collection<JournalDocument>("journal").find().toArray();
  return entries
    .map(({ kind, orderId, lines }) =>
      withNames(
        [
          kind,
          orderId ?? "",
          ...lines.map(({ account, amountCents }) => `${account} ${amountCents}`).toSorted(),
        ].join(" | "),
      ),
    )
    .toSorted();
}

it("R27: webhooks three times each, shuffled, a day late and a fifth of them lost lead to the same ledger as in order", async () => {
  const orderly = await anApp();
  const expected = await canonical(orderly, await play(orderly, inOrder));
  expect(await orderly.findings()).toEqual([]);
  // All that a chargeback can lead to is in it, or it proves too little.
  const kinds = new Set(expected.map((entry) => entry.split(" | ")[0]));
  expect(LEDGER_ENTRY_KINDS.filter((kind) => !kinds.has(kind))).toEqual(notPlayed);

  const chaotic = await anApp();
  await chaotic.simulator.fault({ kind: "webhook_drop", probability: 0.2, times: null });
  await chaotic.simulator.fault({ kind: "webhook_duplicate", copies: 2, times: null });
  await chaotic.simulator.fault({ kind: "webhook_delay", ms: DAY_MS, jitterMs: HOUR_MS, times: null });
  const ledger = await canonical(chaotic, await play(chaotic, inChaos));
  const { counts } = (await chaotic.simulator.state()).webhooks;
  expect(ledger, `seed ${seed}`).toEqual(expected);
  expect(await chaotic.findings()).toEqual([]);
  // What others did is in both books, and before an admin.
  const raised = (await chaotic.parts.exceptions.list({}, 100)).map(({ kind }) => kind);
  expect(raised.toSorted()).toEqual([
    ...Array(3).fill("refund_outside"),
    "transfer_reversed",
    ...Array(2).fill("verdict_changed"),
  ]);
  expect(counts.dropped).toBeGreaterThan(0);
  process.stdout.write(
    `webhooks: ${counts.delivered} came, ${counts.dropped} were lost; ${ledger.length} entries, seed ${seed}\n`,
  );
}, 120_000);
