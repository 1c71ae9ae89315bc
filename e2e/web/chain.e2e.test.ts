import { must } from "@vc/client";
import { waitFor } from "@vc/testing";
import { uniqueWord } from "@vc/testing/journey";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, PHONE, startBrowser } from "./browser.ts";
import { logIn, playChain } from "./chain.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Of people whom the API has registered. */
const password = "correct horse battery";

it.each(["fr", "en"] as const)(
  "R7, R8, R9, R13, R14, R16, R17, R29, R32, R39: one buys and one sells, live beside each other, in %s",
  async (language) => {
    const { buyer, seller, offer } = await newDeal();
    for (const { api } of [buyer, seller]) must(await api.PATCH("/v1/me", { body: { locale: language } }));
    const locale = language === "fr" ? "fr-FR" : "en-GB";
    const buying = await openWindow(browser, { locale });
    const selling = await openWindow(browser, { locale, viewport: PHONE });
    await playChain({
      gatewayUrl: testWorld().gatewayUrl,
      language,
      buying: buying.page,
      selling: selling.page,
      buyer: { email: buyer.email, password },
      seller: { email: seller.email, password },
      word: offer.word,
      title: offer.listing.title,
      stop: async (_name, page) => {
        await (page === buying.page ? buying : selling).mustBeAccessible();
      },
    });
    buying.mustBeClean();
    selling.mustBeClean();
  },
  120_000,
);

it("R4, R5, R6: a new seller opens a payout account, writes a listing, publishes it, and it is found", async () => {
  const { mail } = testWorld();
  const email = `${uniqueWord()}@example.test`;
  const word = uniqueWord();
  const selling = await openWindow(browser, { locale: "en-GB" });
  const { page, open } = selling;
  await open("/register?next=/sell");
  await page.getByLabel("E-mail").first().fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Name shown to others").fill("Maud");
  await page.getByRole("button", { name: "Create my account" }).click();
  await page.getByText(email).waitFor();
  const link = await mail.link(email, "/verify-email?token=");
  await open(link.pathname + link.search);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.locator("main").getByRole("link").last().click();
  await page.getByRole("link", { name: "Open my payout account" }).click();
  await selling.mustBeAccessible();
  await page.getByRole("button", { name: "Go on at Stripe" }).click();
  await page.locator("input[name=iban]").waitFor();
  await page.locator("input[name=name]").fill("Maud Person");
  await page.locator("input[name=iban]").fill("FR7630006000011234567890189");
  await page.locator("button").first().click();
  await page.getByText("Your account can receive money").waitFor();
  await selling.mustBeAccessible();

  await open("/listings/new");
  await page.getByRole("button", { name: "Save and publish" }).click();
  // What is wrong stands at each field, and the first one has the focus.
  await page.locator("[name=title]:focus").waitFor();
  await selling.mustBeAccessible();
  await page.getByLabel("Title").fill(`I design a calm logo ${word}`);
  await page.getByLabel("Category").selectOption("logo-design");
  await page.getByLabel("Description").fill("Two directions of a logo, in colour and in black and white.");
  await page.getByLabel("Price", { exact: true }).fill("120");
  await page.getByLabel("Delivery time").fill("5");
  await page.getByRole("button", { name: "Add an extra" }).click();
  await page.getByLabel("Extra 1", { exact: true }).fill("Business card");
  await page.locator("[id^=extra-price]").fill("40");
  await page.getByText("€96.00").waitFor();
  await page.getByRole("button", { name: "Save and publish" }).click();
  await page.waitForURL("**/listings");
  await page.getByText("Online").waitFor();
  await selling.mustBeAccessible();
  await open(`/en/services?q=${word}`);
  await page.getByRole("link", { name: new RegExp(word) }).waitFor();
  selling.mustBeClean();
}, 90_000);

it("says that the session has ended, and comes back to the same page", async () => {
  const { buyer } = await newDeal();
  const window = await openWindow(browser);
  const { page, open } = window;
  await page.goto(`${testWorld().gatewayUrl}/purchases`);
  await page.waitForURL("**/login?next=%2Fpurchases");
  await logIn(page, testWorld().gatewayUrl, { email: buyer.email, password }, "/purchases", "fr");
  await page.evaluate("localStorage.removeItem('vc.session')");
  await open("/balance");
  await page.waitForURL("**/login?next=%2Fbalance");
  window.mustBeClean();
});

it("R39: the tabs of a browser share one live connection, and the next takes it over", async () => {
  const { gatewayUrl } = testWorld();
  const { buyer } = await newDeal();
  const window = await openWindow(browser);
  const context = window.page.context();
  let streams = 0;
  context.on("request", (request) => {
    if (new URL(request.url()).pathname === "/v1/notifications/stream") streams += 1;
  });
  await logIn(window.page, gatewayUrl, { email: buyer.email, password }, "/purchases", "fr");
  for (const path of ["/balance", "/sell"]) {
    const tab = await context.newPage();
    await tab.goto(gatewayUrl + path);
    await tab.locator("main h1").waitFor();
  }
  await waitFor(() => streams === 1, { what: "one stream for three tabs" });
  await window.page.close();
  await waitFor(() => streams === 2, { what: "another tab to take the stream over" });
  window.mustBeClean();
});
