import type { Transaction } from "@vc/bus";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { chargebackOpened } from "../ledger/chargeback-entries.ts";
import { earningsReleased, earningsTransferred, paymentReceived } from "../ledger/entries.ts";
import { applyToReceivable } from "./apply-to-receivable.ts";
import { collectFrom } from "./collect.ts";

const sellerId = "account_1";
const orderId = "order_1";
const id = "du_1";
const release = { grossCents: 1500, netCents: 1200, commissionCents: 250, vatCents: 50 };

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp({ isWorking: false });
});
afterAll(() => t.stop());

/** Earned, claimed by a chargeback and collected from the seller; none of it has been transferred. */
async function aCollectedReceivable(): Promise<void> {
  const { parts, clock, platform } = t;
  const at = clock.now();
  const shares = { escrowCents: 0, refundCents: 0, release, lossCents: 0 };
  await platform.bus.transaction(async (tx) => {
    await parts.ledger.post(
      paymentReceived({ orderId, chargeId: "ch_1", amountCents: 1500, at }),
      tx.session,
    );
    await parts.ledger.post(earningsReleased({ orderId, sellerId, release, at }), tx.session);
    await parts.ledger.post(chargebackOpened({ orderId, sellerId, disputeId: id, shares, at }), tx.session);
    await applyToReceivable(parts, { kind: "claimed", id, orderId, sellerId, owedCents: 1200 }, tx);
    await collectFrom(parts, sellerId, tx);
  });
}

it("security 17: what reaches a seller while their receivable becomes due is asked back, by one of the two", async () => {
  const { parts, clock, platform } = t;
  await aCollectedReceivable();
  const hasRead = Promise.withResolvers<void>();
  const hasTried = Promise.withResolvers<void>();

  const becomesDue = platform.bus.transaction(async (tx) => {
    await applyToReceivable(parts, { kind: "due", id }, tx);
    await collectFrom(parts, sellerId, tx);
    hasRead.resolve();
    await hasTried.promise;
  });

  async function transfer(tx: Transaction): Promise<void> {
    const transferred = {
      orderId,
      sellerId,
      movementId: "tr:order_1",
      transferId: "tr_1",
      amountCents: 1200,
    };
    await parts.ledger.post(earningsTransferred({ ...transferred, at: clock.now() }), tx.session);
    await collectFrom(parts, sellerId, tx);
  }
  await hasRead.promise;
  const arrives = platform.bus.transaction((tx) => transfer(tx).finally(hasTried.resolve));

  await Promise.all([becomesDue, arrives]);
  expect(await parts.movements.find("rv:du_1:1")).toMatchObject({ order: { amountCents: 1200 } });
});
