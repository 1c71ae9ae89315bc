import {
  type Deal,
  mustBe,
  mustBeRefunded,
  mustHold,
  openPaymentPage,
  pay,
  paymentOf,
  placeOrder,
  readOrder,
  untilState,
} from "@vc/testing/journey";
import { paymentPage, testCards } from "@vc/testing/people";
import { afterEach, beforeAll, describe, inject, it } from "vitest";
import { ledgerMustBalance, newDeal } from "./test-platform.ts";

describe.concurrent("paying", () => {
  let deal: Deal;
  beforeAll(async () => {
    deal = await newDeal();
  });
  afterEach(ledgerMustBalance);

  it("R8: a declined card leaves the order unpaid, uncharged and payable", async () => {
    const order = await placeOrder(deal);
    const url = await openPaymentPage(deal, order);
    for (const card of [testCards.declined, testCards.insufficientFunds]) {
      const page = await paymentPage.pay(url, card);
      mustBe("what the page does with the card", page.kind, "refused");
    }
    mustBe("state of the order", (await readOrder(deal.buyer, order.id)).state, "awaiting_payment");
    mustBe("what was paid", (await paymentOf(deal.buyer, order.id)).paid.amount, 0);
    await pay(deal, order);
  });

  it("R8: an order that is not paid in time expires, and cannot be paid any more", async () => {
    const order = await placeOrder(deal);
    const url = await openPaymentPage(deal, order);
    const expired = await untilState(deal.buyer, order.id, "payment_expired", 60_000);
    mustBe("outcome", [expired.outcome?.kind, expired.outcome?.by], ["payment_expired", "clock"]);
    mustBe("actions left to the buyer", expired.allowedActions, []);
    const session = await deal.buyer.api.POST("/v1/payments/checkout-sessions", {
      body: { orderId: order.id },
    });
    mustHold("no payment page for it", [404, 409].includes(session.response.status), session);
    // The page of before is closed, or takes money that comes back.
    const page = await paymentPage.pay(url);
    if (page.kind === "done") await mustBeRefunded(deal, order);
  });

  it("R8: a payment that arrives after the end is refunded in full by itself", async () => {
    const order = await placeOrder(deal);
    const sessionId = /cs_\w+/.exec(await openPaymentPage(deal, order))?.[0] ?? "";
    await untilState(deal.buyer, order.id, "payment_expired", 60_000);
    const control = `${inject("platform").simulatorUrl}/_control/checkout/sessions/${sessionId}/complete`;
    const late = await fetch(control, { method: "POST" });
    mustBe("the simulator's answer to paying late", late.status, 200);
    await mustBeRefunded(deal, order);
    mustBe("state after a late payment", (await readOrder(deal.buyer, order.id)).state, "payment_expired");
  });
});
