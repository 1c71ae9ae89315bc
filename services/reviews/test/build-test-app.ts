import { AccountRegistered, type OrderState } from "@vc/contracts";
import { newId } from "@vc/service";
import { testPlatform, waitFor } from "@vc/testing";
import { composeReviews, createReviewsParts } from "../src/deps.ts";
import { type ToldOrder, tellingOf } from "./told-orders.ts";

/** The reviews service on a real database and broker, with neighbours that tell it of accounts and orders. */
export async function buildTestApp() {
  const surroundings = await testPlatform({ service: "reviews" });
  const { platform, neighbours, clock } = surroundings;
  const config = { POLICY_TIME_SCALE: 1 };
  const parts = createReviewsParts(platform, config);
  const { app } = await composeReviews(platform, config, parts);
  await surroundings.start();

  /** A call, with an account's token or without one. */
  async function call(
    accountId: string | null,
    method: "GET" | "POST" | "PUT",
    url: string,
    payload?: object,
    roles: readonly string[] = ["user"],
  ) {
    const answer = await app.inject({
      method,
      url,
      headers: accountId === null ? {} : await surroundings.authorization(accountId, roles),
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  async function aPerson(displayName: string): Promise<string> {
    const accountId = newId("account");
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.test`,
      emailVerified: true,
      displayName,
      bio: "Bonjour.",
      locale: "fr",
      roles: ["user"],
      createdAt: "2025-11-01T00:00:00.000Z",
    });
    await waitFor(() => parts.accounts.find(accountId), { what: `${displayName} to be known` });
    return accountId;
  }

  /** An order of a seller. Default: a new buyer and listing. No event of it is published yet. */
  function anOrderOf(sellerId: string, wanted: Partial<ToldOrder> = {}): ToldOrder {
    return {
      orderId: newId("order"),
      buyerId: newId("account"),
      listingId: newId("listing"),
      sellerId,
      ...wanted,
    };
  }

  const tell = tellingOf(neighbours, clock);

  /** Tells of an order up to one event, and waits until the service has taken it in. */
  async function anOrderThatIs(
    state: "delivered" | "completed" | "cancelled" | "refused",
    order: ToldOrder,
  ): Promise<ToldOrder> {
    await tell.paid(order);
    if (state !== "refused") await tell.accepted(order);
    if (state === "completed") await tell.delivered(order);
    await tell[state](order);
    await isTakenIn(order, state);
    return order;
  }

  /** Until the order is known as it is, with its payment, whose event may arrive after later ones. */
  async function isTakenIn(order: ToldOrder, state: OrderState): Promise<void> {
    await waitFor(
      async () => {
        const known = await parts.orders.ofSellerSince(order.sellerId, new Date(0));
        return known.some(
          ({ id, state: now, paidAt }) => id === order.orderId && now === state && paidAt !== null,
        );
      },
      { what: `the order to be known as ${state}` },
    );
  }

  const submit = (order: ToldOrder, stars: number, text = "Travail soigné.") =>
    call(order.buyerId, "POST", "/v1/reviews", { orderId: order.orderId, stars, text });

  return {
    ...surroundings,
    parts,
    call,
    aPerson,
    anOrderOf,
    anOrderThatIs,
    isTakenIn,
    tell,
    submit,
    async stop() {
      await app.close();
      await surroundings.stop();
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
