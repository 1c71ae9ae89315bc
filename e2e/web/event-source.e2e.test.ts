import { must } from "@vc/client";
import { waitFor } from "@vc/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { crash, newDeal, testWorld } from "../test-platform.ts";
import { openWindow, startBrowser } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** What a page keeps of its EventSource. */
interface Followed {
  readonly texts: readonly string[];
  /** How often the stream has begun. */
  readonly begun: number;
  /** 2: the browser has given up. */
  readonly state: number;
}

/** Opens the browser's own EventSource with a ticket: it knows no token, and reconnects to the one address that it has. */
async function followIn(page: Page, ticket: string): Promise<() => Promise<Followed>> {
  await page.evaluate((ticket) => {
    const followed: { texts: string[]; begun: number; state: () => number } = {
      texts: [],
      begun: 0,
      state: () => source.readyState,
    };
    const source = new EventSource(`/v1/notifications/stream?ticket=${ticket}`);
    source.addEventListener("ready", () => {
      followed.begun += 1;
    });
    source.addEventListener("message", ({ data }) => followed.texts.push(JSON.parse(data).message.text));
    Object.assign(globalThis, { followed });
  }, ticket);
  return () =>
    page.evaluate(() => {
      const { followed } = globalThis as unknown as {
        followed: { texts: string[]; begun: number; state: () => number };
      };
      return { texts: followed.texts, begun: followed.begun, state: followed.state() };
    });
}

it.each(["gateway", "notifications"] as const)(
  "real-clients 5a, 5c: a browser's EventSource loses nothing of a quiet stream when %s is killed",
  async (process) => {
    const { gatewayUrl } = testWorld();
    const { buyer, seller } = await newDeal();
    const { page } = await openWindow(browser);
    await page.goto(gatewayUrl);
    const { ticket } = must(await seller.api.POST("/v1/notifications/stream-tickets"));
    const followed = await followIn(page, ticket);
    await waitFor(async () => (await followed()).begun === 1, { what: "the stream to begin" });

    // Nothing has come on it yet, and what is written comes while it is away.
    await crash(process);
    await waitFor(async () => (await fetch(gatewayUrl)).ok, { what: "the gateway to answer" });
    const body = { kind: "inquiry", sellerId: seller.accountId, text: "Écrit pendant la panne." } as const;
    const { id } = must(await buyer.api.POST("/v1/conversations", { body }));
    await waitFor(async () => (await followed()).texts.length > 0, {
      what: "what was written meanwhile to come",
      timeoutMs: 30_000,
    });
    const params = { path: { conversationId: id } };
    must(
      await buyer.api.POST("/v1/conversations/{conversationId}/messages", {
        params,
        body: { text: "Écrit ensuite." },
      }),
    );
    await waitFor(async () => (await followed()).texts.includes("Écrit ensuite."), {
      what: "the stream to go on",
    });
    expect(await followed()).toEqual({
      texts: ["Écrit pendant la panne.", "Écrit ensuite."],
      begun: expect.any(Number),
      state: 1,
    });
    expect((await followed()).begun).toBeGreaterThan(1);
  },
  60_000,
);
