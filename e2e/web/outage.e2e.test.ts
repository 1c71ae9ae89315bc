import { must } from "@vc/client";
import { placePaid, readOrder } from "@vc/testing/journey";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { crash, ledgerMustBalance, newDeal, testWorld } from "../test-platform.ts";
import { openWindow, startBrowser } from "./browser.ts";
import { logIn } from "./chain.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Of people whom the API has registered. */
const password = "correct horse battery";

it("R8, R9, R13: orders is killed while a sale is accepted: the page says so, goes on by itself, and nothing is done twice", async () => {
  const { gatewayUrl } = testWorld();
  const deal = await newDeal();
  const { seller } = deal;
  must(await seller.api.PATCH("/v1/me", { body: { locale: "en" } }));
  const order = await placePaid(deal);
  const { page } = await openWindow(browser, { locale: "en-GB" });
  await logIn(page, gatewayUrl, { email: seller.email, password }, `/orders/${order.id}`, "en");
  await page.locator('.guide [data-action="accept"]').click();

  // The service dies with the request on its way to it; the first answers never come.
  let held = 0;
  await page.route("**/v1/orders/*/accept", async (route) => {
    held += 1;
    if (held === 1) {
      await crash("orders");
      await page.getByText("This takes longer than usual").waitFor();
    }
    await route.continue();
  });
  const button = page.getByRole("dialog").getByRole("button", { name: "Accept the order" });
  await button.click();
  await page.getByRole("dialog").getByText("Sending…").first().waitFor();
  // A second press of an impatient person: the button has the focus.
  await page.keyboard.press("Enter");
  await page.locator(".guide .tab-folder-label", { hasText: "To deliver" }).waitFor();

  expect((await readOrder(seller, order.id)).state).toBe("in_progress");
  const params = { path: { orderId: order.id } };
  const { items } = must(await seller.api.GET("/v1/orders/{orderId}/timeline", { params }));
  expect(items.filter(({ action }) => action === "accept")).toHaveLength(1);
  ledgerMustBalance();
}, 60_000);
