import { type DataOf, type ListingPublished, type Order, OrderPaid } from "@vc/contracts";
import { type testPlatform, waitFor } from "@vc/testing";
import { expect } from "vitest";
import type { Call } from "./calls-at.ts";
import type { moneyOf, Parties, peopleAndListings } from "./neighbours.ts";

type Terms = Partial<DataOf<typeof ListingPublished>>;

/** Orders in each state that tests begin with, made through the API. */
export function ordersIn({
  buyerId,
  sellerId,
  call,
  neighbours,
  aPublishedListing,
  pay,
}: Parties &
  Pick<Awaited<ReturnType<typeof testPlatform>>, "neighbours"> &
  Pick<ReturnType<typeof peopleAndListings>, "aPublishedListing"> &
  Pick<ReturnType<typeof moneyOf>, "pay"> & { readonly call: Call }) {
  const act = (accountId: string, orderId: string, action: string, body: object = {}) =>
    call(accountId, "POST", `/v1/orders/${orderId}/${action}`, body);

  async function aPlacedOrder(terms: Terms = {}): Promise<Order> {
    const { listingId } = await aPublishedListing(terms);
    const place = () =>
      call(
        buyerId,
        "POST",
        "/v1/orders",
        { listingId, expectedTotal: { amount: 5_000, currency: "EUR" } },
        { "idempotency-key": listingId },
      );
    // A client repeats with its key what a service could not do for now; every other answer has to be the order.
    const placed = await waitFor(
      async () => {
        const answer = await place();
        return answer.status === 503 ? null : answer;
      },
      { what: "the order to be placed" },
    );
    expect(placed).toMatchObject({ status: 201 });
    return placed.body;
  }

  async function aPendingOrder(terms: Terms = {}): Promise<Order> {
    const order = await aPlacedOrder(terms);
    await pay(order);
    await neighbours.heard(OrderPaid, (data) => data.orderId === order.id);
    return order;
  }

  /** A pending order, accepted. */
  async function anOrderInProgress(terms: Terms = {}): Promise<Order> {
    const order = await aPendingOrder(terms);
    await act(sellerId, order.id, "accept");
    return order;
  }

  /** An order in progress, delivered with a link. */
  async function aDeliveredOrder(terms: Terms = {}): Promise<Order> {
    const order = await anOrderInProgress(terms);
    await act(sellerId, order.id, "deliver", { message: "Here.", links: ["https://example.org/logo"] });
    return order;
  }

  /** A delivered order whose revision was refused and about which the buyer opened a dispute. */
  async function aDisputedOrder(): Promise<Order> {
    const order = await aDeliveredOrder();
    await act(buyerId, order.id, "request-revision", { explanation: "Too small." });
    await act(sellerId, order.id, "refuse-revision", { explanation: "It is as described." });
    await act(buyerId, order.id, "open-dispute", { statement: "It is not." });
    return order;
  }

  return { act, aPlacedOrder, aPendingOrder, anOrderInProgress, aDeliveredOrder, aDisputedOrder };
}
