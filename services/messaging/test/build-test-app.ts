import {
  AccountRegistered,
  type DataOf,
  ListingPublished,
  type OrderPaid,
  OrderPlaced,
  type Role,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { runsOnce, testPlatform, waitFor } from "@vc/testing";
import { composeMessaging } from "../src/deps.ts";
import { createProjections } from "../src/projections/store.ts";

type OrderFacts = Omit<DataOf<typeof OrderPaid>, "paidAt" | "respondBy">;

/** Messaging on a real database and broker, with neighbours that tell it of accounts, listings and orders. */
export async function buildTestApp() {
  const surroundings = await testPlatform({ service: "messaging" });
  const { app, work } = await composeMessaging(surroundings.platform, {
    POLICY_TIME_SCALE: 1,
    UPLOAD_MEGABYTES_PER_DAY: 2_048,
  });
  await surroundings.start();
  await app.ready();
  const { neighbours, authorization } = surroundings;
  const { people } = createProjections(surroundings.platform.database);

  return {
    ...surroundings,
    app,
    runWorkOnce: runsOnce(work),
    async stop() {
      await app.close();
      await surroundings.stop();
    },

    /** A signed-in person calls the API. */
    async call(
      accountId: string,
      method: "GET" | "POST",
      url: string,
      payload?: object,
      roles: readonly string[] = ["user"],
    ) {
      const headers = await authorization(accountId, roles);
      return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    },

    /** A file, sent as a browser's form sends it. */
    async upload(accountId: string, conversationId: string, content: string, field = "file") {
      const form = new FormData();
      form.set(field, new Blob([content], { type: "text/plain" }), "brief été.txt");
      const body = new Response(form);
      return app.inject({
        method: "POST",
        url: `/v1/conversations/${conversationId}/files`,
        headers: {
          ...(await authorization(accountId)),
          "content-type": body.headers.get("content-type") ?? "",
        },
        payload: Buffer.from(await body.arrayBuffer()),
      });
    },

    async anAccount(displayName: string, roles: readonly Role[] = ["user"]): Promise<string> {
      const accountId = newId("account");
      await neighbours.tell(AccountRegistered, accountId, {
        accountId,
        email: `${accountId}@example.test`,
        emailVerified: true,
        displayName,
        bio: "",
        locale: "fr",
        roles: [...roles],
        createdAt: "2026-01-01T00:00:00.000Z",
      });
      await waitFor(() => people.find(accountId), { what: `${displayName} to be known` });
      return accountId;
    },

    async aListing(sellerId: string, listingId = newId("listing")): Promise<string> {
      await neighbours.tell(ListingPublished, listingId, listingFacts(listingId, sellerId));
      return listingId;
    },

    /** An order that is placed but not paid. */
    async anOrder(buyerId: string, sellerId: string): Promise<OrderFacts> {
      const orderId = newId("order");
      const facts: OrderFacts = {
        orderId,
        buyerId,
        sellerId,
        listingId: newId("listing"),
        title: "Un logo",
        totalAmount: 1500,
        state: "pending",
      };
      await neighbours.tell(OrderPlaced, orderId, {
        ...facts,
        state: "awaiting_payment",
        placedAt: "2026-01-05T09:00:00.000Z",
        payBy: "2026-01-05T09:30:00.000Z",
      });
      return facts;
    },
  };
}

export function listingFacts(listingId: string, sellerId: string): DataOf<typeof ListingPublished> {
  return {
    listingId,
    sellerId,
    state: "published",
    title: "Un logo",
    description: "Un logo pour votre enseigne",
    category: "graphic-design/logos",
    briefInstructions: "Dites-moi tout.",
    basePrice: 1500,
    deliveryDays: 3,
    extras: [],
    revisionLimit: null,
  };
}

export type TestMessaging = Awaited<ReturnType<typeof buildTestApp>>;
