import { createClient, memoryStore } from "@vc/client";
import { AccountRegistered, type Locale, type Role } from "@vc/contracts";
import { newId, type Platform } from "@vc/service";
import { recordEvents, testPlatform } from "@vc/testing";
import { composeNotifications } from "../src/deps.ts";
import { startMailServer } from "./mail-server.ts";

export const PUBLIC_URL = "https://api.example.test";
export const WEB_URL = "https://web.example.test";

/** Notifications on a real database, broker and mail server. */
export async function buildTestApp() {
  const mailServer = await startMailServer();
  const surroundings = await testPlatform({ service: "notifications" });
  const { platform, neighbours, authorization } = surroundings;
  const config = {
    SMTP_URL: mailServer.url,
    MAIL_FROM: "Marketplace <no-reply@marketplace.example>",
    PLATFORM_NAME: "Marketplace",
    PUBLIC_URL,
    WEB_URL,
  };
  const running: { stop: () => Promise<void> }[] = [];

  async function run(on: Platform, startBus: () => Promise<void>) {
    const { app, prepare, work } = await composeNotifications(on, config);
    await prepare?.();
    await startBus();
    const stopWork = await work?.();
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    running.push({
      stop: async () => {
        await app.close();
        await stopWork?.();
      },
    });
    return { app, url };
  }

  const { app, url } = await run(platform, surroundings.start);

  return {
    ...surroundings,
    app,
    url,
    mailServer,

    async stop() {
      for (const instance of running) await instance.stop();
      await mailServer.stop();
      await surroundings.stop();
    },

    /** Another instance beside the first, on the same database and queues. */
    async anotherInstance(): Promise<{ url: string }> {
      const other = surroundings.another();
      return run(other, () => other.bus.start());
    },

    /** A signed-in person calls the API. */
    async call(accountId: string, method: "GET" | "POST" | "PUT", path: string, payload?: object) {
      const headers = await authorization(accountId);
      return app.inject({ method, url: path, headers, ...(payload === undefined ? {} : { payload }) });
    },

    /** Opens an account's live stream as a browser does. */
    async follow(accountId: string, options: { at?: string; lastEventId?: string } = {}) {
      const accessToken = (await authorization(accountId)).authorization.replace("Bearer ", "");
      const client = createClient({ baseUrl: options.at ?? url, store: memoryStore({ accessToken }) });
      const stream = recordEvents(client, options.lastEventId);
      await stream.opened;
      return stream;
    },

    async anAccount(
      displayName: string,
      locale: Locale = "en",
      accountId = newId("account"),
      roles: Role[] = ["user"],
      emailVerified = true,
    ) {
      const email = `${accountId}@example.test`;
      await neighbours.tell(AccountRegistered, accountId, {
        accountId,
        email,
        emailVerified,
        displayName,
        bio: "",
        locale,
        roles,
        createdAt: "2026-01-01T00:00:00.000Z",
      });
      return { accountId, email };
    },
  };
}
export type TestNotifications = Awaited<ReturnType<typeof buildTestApp>>;

/** The facts of an order, as all its events tell them. */
export function orderFacts(buyerId: string, sellerId: string) {
  return {
    orderId: newId("order"),
    buyerId,
    sellerId,
    listingId: newId("listing"),
    title: "Un logo <vif>",
    totalAmount: 1500,
    state: "pending" as const,
  };
}

/** What payment of an order tells besides. */
export const paid = { paidAt: "2026-01-05T09:00:00.000Z", respondBy: "2026-01-07T09:00:00.000Z" };
