import { must } from "@vc/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, startBrowser } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Of people whom the API has registered. */
const password = "correct horse battery";

/** How many Tabs a person would press at the most before giving up. */
const MOST_TABS = 90;

/** Presses Tab until an element has the focus, as a person without a mouse does; the focus is always seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  // A card or a label around the control may draw the focus for it.
  const look = `(() => {
    let drawn = document.activeElement;
    if (!drawn?.matches(${JSON.stringify(selector)})) return null;
    const outlines = [];
    for (let level = 0; level < 4 && drawn !== null; level += 1, drawn = drawn.parentElement) {
      outlines.push(getComputedStyle(drawn).outlineStyle, getComputedStyle(drawn, "::after").outlineStyle);
    }
    return outlines.find((outline) => outline !== "none") ?? "none";
  })()`;
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    const outline = await page.evaluate(look);
    if (outline !== null) {
      expect([selector, outline]).not.toEqual([selector, "none"]);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no number of Tabs leads to ${selector} on ${page.url()}`);
}

async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

async function logInByKeyboard(page: Page, email: string): Promise<void> {
  await type(page, "[name=email]", email);
  await type(page, "[name=password]", password);
  await page.keyboard.press("Enter");
}

const inState = (page: Page, chip: string) =>
  page.locator(".guide .tab-folder-label", { hasText: chip }).waitFor();

it("R6, R7, R8, R13, R14, R16, R29, R32: buying and selling by keyboard alone", async () => {
  const { gatewayUrl } = testWorld();
  const { buyer, seller, offer } = await newDeal();
  for (const { api } of [buyer, seller]) must(await api.PATCH("/v1/me", { body: { locale: "en" } }));
  const buying = await openWindow(browser, { locale: "en-GB" });
  const selling = await openWindow(browser, { locale: "en-GB" });
  const [b, s] = [buying.page, selling.page];

  await buying.open("/en");
  await type(b, "#q", offer.word);
  await b.keyboard.press("Enter");
  await b.waitForURL("**/en/services?**");
  await b.waitForSelector("html[data-hydrated]");
  await press(b, `a[href^="/en/service/"]`);
  await b.locator("h1:focus").waitFor();
  await press(b, ".order-card button[type=submit]");
  await b.waitForURL(/\/(?:login|register)\?/);
  await b.waitForSelector("html[data-hydrated]");
  if (b.url().includes("/register")) await press(b, 'main a[href^="/login"]');
  await logInByKeyboard(b, buyer.email);
  await b.waitForURL("**/order?**");
  await type(b, "main textarea", "A bakery at the corner.");
  await press(b, "main button[type=submit]");
  await b.waitForURL("**/c/pay/**");
  await type(b, "input[name=number]", "4242424242424242");
  await type(b, "input[name=expiry]", "1234");
  await type(b, "input[name=cvc]", "123");
  await b.keyboard.press("Enter");
  await b.waitForURL("**/orders/order_**");
  await inState(b, "Pending");

  await s.goto(`${gatewayUrl}/login?next=/sales`);
  await s.waitForSelector("html[data-hydrated]");
  await logInByKeyboard(s, seller.email);
  await s.waitForURL("**/sales");
  await press(s, 'main a[href^="/orders/"]');
  await inState(s, "To accept");
  await press(s, '.guide [data-action="accept"]');
  await press(s, "dialog button[type=submit]");
  await inState(s, "To deliver");
  await press(s, '.guide [data-action="deliver"]');
  await type(s, "dialog textarea", "Here is your logo.");
  await type(s, "dialog input[type=url]", "https://example.test/logo");
  await s.keyboard.press("Tab");
  await s.keyboard.press("Enter");
  await s.getByText("example.test/logo").waitFor();
  await press(s, "dialog button[type=submit]");
  await inState(s, "Delivered");

  await inState(b, "To check");
  await press(b, '.guide [data-action="review"]');
  await tabTo(b, "dialog input[type=radio]");
  await b.keyboard.press("ArrowLeft");
  await type(b, "dialog textarea", "Beautiful work.");
  await press(b, "dialog button[type=submit]");
  await inState(b, "Completed");

  await inState(s, "Completed");
  await press(s, '.guide [data-action="balance"]');
  await press(s, ".money-box button");
  await press(s, "dialog button[type=submit]");
  await s.getByText("Withdrawal to your bank").first().waitFor();
  buying.mustBeClean();
  selling.mustBeClean();
}, 90_000);

it("R4: a listing is begun by keyboard alone", async () => {
  const { seller } = await newDeal();
  const window = await openWindow(browser);
  const { page, open } = window;
  await open("/login?next=/sales");
  await logInByKeyboard(page, seller.email);
  await page.waitForURL("**/sales");
  await page.locator("main h1").waitFor();
  await press(page, 'a[href="/listings"]');
  await page.waitForURL("**/listings");
  await press(page, 'a[href="/listings/new"]');
  await type(page, "[name=title]", "Un titre");
  window.mustBeClean();
});
