import { uniqueWord } from "@vc/testing/journey";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, startBrowser } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** What a person has to see and do. */
interface Effort {
  screens: string[];
  fields: number;
  presses: number;
  characters: number;
}

/** As fast as a person types who is in no hurry, and how long they may take for everything. */
const CHARACTERS_PER_MINUTE = 200;
const MOST_MINUTES = 3;

/** Counts every page that a person acts on, every field that is filled and every press. */
function counting(page: Page) {
  const effort: Effort = { screens: [], fields: 0, presses: 0, characters: 0 };
  const see = () => {
    const { pathname } = new URL(page.url());
    if (effort.screens.at(-1) !== pathname) effort.screens.push(pathname);
  };
  return {
    effort,
    see,
    fill: async (selector: string, text: string) => {
      see();
      effort.fields += 1;
      effort.characters += text.length;
      await page.locator(selector).first().fill(text);
    },
    press: async (name: string | RegExp, role: "button" | "link" = "button") => {
      see();
      effort.presses += 1;
      await page.getByRole(role, { name }).first().click();
    },
  };
}

it("R2, R6, R7, R8, R40: a new visitor comes from the home page to “paid” in 9 screens, 25 fields and presses, and 3 minutes", async () => {
  const { mail } = testWorld();
  const { offer } = await newDeal();
  const email = `${uniqueWord()}@example.test`;
  const { page, open, mustBeClean } = await openWindow(browser, { locale: "en-GB" });
  const { effort, see, fill, press } = counting(page);
  const began = performance.now();
  await open("/en");
  await fill("#q", offer.word);
  await press("Search");
  await page.waitForSelector("html[data-hydrated]");
  await press(offer.listing.title, "link");
  await page.getByRole("heading", { level: 1, name: offer.listing.title }).waitFor();
  await press("Order");
  await page.waitForURL("**/register?**");
  await fill("[name=email]", email);
  await fill("[name=password]", "a sentence long enough");
  await fill("[name=displayName]", "Bertille");
  await press("Create my account");
  await page.getByText(email).waitFor();

  // The page that says where the mail is, and the link that is pressed there.
  effort.screens.push("the mail");
  effort.presses += 1;
  const link = await mail.link(email, "/verify-email?token=");
  await open(link.pathname + link.search);
  await press("Confirm my address");
  await press("Continue my visit", "link");
  await page.waitForURL("**/order?**");
  await fill("textarea", "A bakery at the corner.");
  await press("Order and pay");
  await page.waitForURL("**/c/pay/**");
  await fill("input[name=number]", "4242 4242 4242 4242");
  await fill("input[name=expiry]", "12 / 34");
  await fill("input[name=cvc]", "123");
  effort.presses += 1;
  await page.locator("button").first().click();
  await page.waitForURL("**/orders/order_**");
  see();
  await page.locator(".guide .tab-folder-label", { hasText: "Pending" }).waitFor();
  mustBeClean();

  expect(effort.screens.length, effort.screens.join(" → ")).toBeLessThanOrEqual(9);
  expect(effort.fields + effort.presses).toBeLessThanOrEqual(25);
  const minutes = (performance.now() - began) / 60_000 + effort.characters / CHARACTERS_PER_MINUTE;
  expect(minutes).toBeLessThan(MOST_MINUTES);
}, 60_000);
