import { newId } from "@vc/chassis";
import { waitFor } from "@vc/testing";
import { afterAll, expect, it } from "vitest";
import type { JournalDocument } from "../src/ledger/ledger.ts";
import { buildTestApp, type TestApp } from "./build-test-app.ts";
import { aPayment } from "./builders.ts";

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** The simulator's bank refuses payouts to this one. */
const CLOSED_BANK_ACCOUNT = "FR8420041010050500013M02607";
/** Names the chance by which webhooks are lost and shuffled; given to repeat a run. */
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

const apps: TestApp[] = [];
afterAll(async () => {
  for (const app of apps) await app.stop();
});

/** How Stripe's events come, from the moment that something has happened there until all of them were heard. */
type Delivery = (t: TestApp) => Promise<void>;

const inOrder: Delivery = async (t) => {
  await t.simulator.webhooksDelivered();
  await t.deps.eventWorker.drain();
};

/** Three times each, shuffled, a day late, and every fifth not at all: for those there is the poller. */
const inChaos: Delivery = async (t) => {
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
  await t.deps.eventWorker.drain();
  await t.deps.poller.drain();
  await t.deps.eventWorker.drain();
};

async function anApp(): Promise<TestApp> {
  const app = await buildTestApp({ isWorking: false, random: randomFrom(seed) });
  apps.push(app);
  // The poller asks from its first look on.
  await app.deps.poller.drain();
  return app;
}

/** What happens to two sellers' orders, the same each time; gives every id that it made a name. */
async function play(t: TestApp, delivery: Delivery): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const named = <Id extends string>(id: Id, name: string): Id => {
    names.set(id, name);
    return id;
  };
  const drain = () => t.deps.executor.worker.drain();

  async function aSeller(name: string, iban?: string): Promise<string> {
    const sellerId = named(newId("account"), name);
    await t.introduce(sellerId);
    const { body } = await t.call(sellerId, "POST", "/payout-account");
    await t.simulator.onboard(body.url, iban);
    return sellerId;
  }
  async function anOrder(name: string, sellerId: string, amountCents: number): Promise<string> {
    const payment = aPayment({ sellerId, amountCents });
    await t.platform.bus.transaction((tx) => t.deps.payments.insert(payment, tx.session));
    const opened = await t.deps.checkout.open(payment.id, payment.buyerId, {
      successUrl: "https://web.example.test/",
      cancelUrl: "https://web.example.test/",
    });
    if (opened.kind === "refused") throw new Error(opened.reason);
    expect(await t.simulator.pay(`${opened.url}/pay`)).toBe(303);
    return named(payment.id, name);
  }
  const settle = (orderId: string, refundCents: number, releaseCents: number) =>
    t.deps.mover.apply(orderId, { kind: "settled_by_order", refundCents, releaseCents });
  async function withdraw(name: string, sellerId: string, amount: number): Promise<string> {
    const { withdrawal } = await t.withdraw(sellerId, amount);
    await drain();
    return named(withdrawal.id, name);
  }

  const good = await aSeller("the good seller");
  const unlucky = await aSeller("the unlucky seller", CLOSED_BANK_ACCOUNT);
  await delivery(t);

  const completed = await anOrder("completed", good, 10_000);
  const refused = await anOrder("refused", good, 4_000);
  const divided = await anOrder("divided", unlucky, 7_777);
  await anOrder("still going on", unlucky, 1_234);
  const late = await anOrder("paid after its end", good, 2_000);
  await t.deps.mover.apply(late, { kind: "order_expired" });
  await delivery(t);

  await settle(completed, 0, 10_000);
  await settle(refused, 4_000, 0);
  await settle(divided, 2_776, 5_001);
  await settle(late, 2_000, 0);
  await drain();
  await delivery(t);

  await withdraw("paid out", good, 3_000);
  const returned = await withdraw("sent back by the bank", good, 2_000);
  await withdraw("refused by the bank", unlucky, 1_500);
  await waitFor(async () => (await t.simulator.state()).jobs.every(({ kind }) => kind !== "settle_payout"), {
    what: "the bank's word",
  });
  await delivery(t);
  const { payoutId } = (await t.deps.withdrawalStore.find(returned)) ?? {};
  await t.simulator.control(`payouts/${payoutId}/fail`);
  await delivery(t);
  await withdraw("paid out after all", good, 5_000);
  await waitFor(async () => (await t.simulator.state()).jobs.every(({ kind }) => kind !== "settle_payout"), {
    what: "the bank's word",
  });
  await delivery(t);
  return names;
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

  const chaotic = await anApp();
  await chaotic.simulator.fault({ kind: "webhook_drop", probability: 0.2, times: null });
  await chaotic.simulator.fault({ kind: "webhook_duplicate", copies: 2, times: null });
  await chaotic.simulator.fault({ kind: "webhook_delay", ms: DAY_MS, jitterMs: HOUR_MS, times: null });
  const ledger = await canonical(chaotic, await play(chaotic, inChaos));
  const { counts } = (await chaotic.simulator.state()).webhooks;
  expect(ledger, `seed ${seed}`).toEqual(expected);
  expect(await chaotic.findings()).toEqual([]);
  expect(counts.dropped).toBeGreaterThan(0);
  process.stdout.write(
    `webhooks: ${counts.delivered} came, ${counts.dropped} were lost; ${ledger.length} entries, seed ${seed}\n`,
  );
}, 120_000);

/** The same chances for the same seed (Lehmer's generator, as MINSTD has it). */
function randomFrom(start: number): () => number {
  let state = (start % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
