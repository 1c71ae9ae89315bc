import { uniqueWord } from "@vc/testing/journey";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, PHONE, startBrowser, type WatchedPage } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Of people whom the API has registered. */
const PASSWORD = "correct horse battery";

async function logIn({ page, open }: WatchedPage, email: string, next: string, words: typeof french) {
  await open(`/login?next=${next}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: words.logIn, exact: true }).last().click();
  await page.waitForURL(`**${next}`);
  await page.locator("main h1").waitFor();
}

/** What the simulated payment page asks for. */
async function payOnHostedPage(page: Page): Promise<void> {
  await page.locator("input[name=number]").fill("4242 4242 4242 4242");
  await page.locator("input[name=expiry]").fill("12 / 34");
  await page.locator("input[name=cvc]").fill("123");
  await page.locator("button").first().click();
}

/** The button or link of an action of the guide. */
const action = (page: Page, name: string) => page.locator(`.guide [data-action="${name}"]`);

/** The state that the tab of the guide names. */
const inState = (page: Page, chip: string) =>
  page.locator(".guide .tab-folder-label", { hasText: chip }).waitFor();

const french = {
  locale: "fr",
  password: "Mot de passe",
  logIn: "Se connecter",
  search: "/microservices",
  order: "Commander",
  pay: "Commander et payer",
  answers: "Vos réponses",
  pending: "En attente",
  toAccept: "À accepter",
  toDeliver: "À livrer",
  toCheck: "À vérifier",
  delivered: "Livrée",
  completed: "Terminée",
  accept: "Accepter la commande",
  deliver: "Livrer la commande",
  sent: "envoyé",
  publish: "Publier et verser",
  review: "Votre avis, public",
  star: "5 étoiles",
  withdraw: "Retirer",
  onTheWay: "Retrait vers votre banque",
};
const english: typeof french = {
  locale: "en",
  password: "Password",
  logIn: "Log in",
  search: "/en/services",
  order: "Order",
  pay: "Order and pay",
  answers: "Your answers",
  pending: "Pending",
  toAccept: "To accept",
  toDeliver: "To deliver",
  toCheck: "To check",
  delivered: "Delivered",
  completed: "Completed",
  accept: "Accept the order",
  deliver: "Deliver the order",
  sent: "sent",
  publish: "Publish and pay",
  review: "Your review, in public",
  star: "5 stars",
  withdraw: "Withdraw",
  onTheWay: "Withdrawal to your bank",
};

it.each([french, english])(
  "R7, R8, R9, R13, R14, R16, R17, R29, R32, R39: one buys and one sells, live beside each other, in $locale",
  async (words) => {
    const { buyer, seller, offer } = await newDeal();
    const options = { locale: words.locale === "fr" ? "fr-FR" : "en-GB" };
    const buying = await openWindow(browser, options);
    const selling = await openWindow(browser, { ...options, viewport: PHONE });
    for (const { page, path } of [buying, selling].map(({ page }) => ({ page, path: "/login" }))) {
      await page
        .context()
        .addCookies([{ name: "lang", value: words.locale, url: new URL(path, testWorld().gatewayUrl).href }]);
    }
    await Promise.all([
      logIn(selling, seller.email, "/sales", words),
      logIn(buying, buyer.email, "/purchases", words),
    ]);
    await buying.mustBeAccessible();

    const { page } = buying;
    await buying.open(`${words.search}?q=${offer.word}`);
    await page.getByRole("link", { name: offer.listing.title }).click();
    await page.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: words.order, exact: true }).click();
    await page.getByLabel(words.answers).fill("Une boulangerie de quartier.");
    await buying.mustBeAccessible();
    await page.getByRole("button", { name: words.pay }).click();
    await page.waitForURL("**/c/pay/**");
    await payOnHostedPage(page);
    await page.waitForURL("**/orders/order_**");
    await inState(page, words.pending);

    // The seller's list shows the order by itself.
    const shop = selling.page;
    await shop.getByRole("link", { name: offer.listing.title }).first().click();
    await inState(shop, words.toAccept);
    await action(shop, "accept").click();
    await shop.getByRole("dialog").getByRole("button", { name: words.accept }).click();
    await inState(shop, words.toDeliver);
    await action(shop, "deliver").click();
    const dialog = shop.getByRole("dialog");
    await dialog.locator("textarea").fill("Voici votre logo.");
    await dialog.locator("input[type=file]").setInputFiles({
      name: "logo.svg",
      mimeType: "image/svg+xml",
      buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    });
    await dialog.getByText(words.sent).waitFor();
    await selling.mustBeAccessible();
    await dialog.getByRole("button", { name: words.deliver }).click();
    await inState(shop, words.delivered);

    // The buyer's page shows it without a reload.
    await inState(page, words.toCheck);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: /logo\.svg/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("logo.svg");
    await action(page, "review").click();
    await page.getByText(words.star, { exact: true }).locator("..").click();
    await page.getByLabel(words.review).fill("Très beau travail.");
    await page.getByRole("dialog").getByRole("button", { name: words.publish }).click();
    await inState(page, words.completed);
    await buying.mustBeAccessible();

    await inState(shop, words.completed);
    await action(shop, "write").waitFor();
    await shop
      .getByRole("link", { name: /solde|balance/i })
      .first()
      .click();
    await shop.getByRole("button", { name: words.withdraw }).click();
    await shop.getByRole("dialog").getByRole("button", { name: words.withdraw }).click();
    await shop.getByText(words.onTheWay).waitFor();
    await selling.mustBeAccessible();
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
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
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

it("R22: an order is answered by keyboard alone", async () => {
  const { seller } = await newDeal();
  const window = await openWindow(browser);
  const { page, open } = window;
  await open("/login?next=/sales");
  const typeInto = async (selector: string, text: string) => {
    await tabTo(page, selector);
    await page.keyboard.type(text);
  };
  await typeInto("[name=email]", seller.email);
  await typeInto("[name=password]", PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sales");
  await page.locator("main h1").waitFor();
  await tabTo(page, 'a[href="/listings"]');
  await page.keyboard.press("Enter");
  await page.waitForURL("**/listings");
  await tabTo(page, 'a[href="/listings/new"]');
  await page.keyboard.press("Enter");
  await page.locator("[name=title]").waitFor();
  await typeInto("[name=title]", "Un titre");
  window.mustBeClean();
});

/** Presses Tab until an element has the focus, as a person without a mouse does; the focus is always seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) {
      const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
      expect([selector, outline]).not.toEqual([selector, "none"]);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no number of Tabs leads to ${selector}`);
}

it("says that the session has ended, and comes back to the same page", async () => {
  const { buyer } = await newDeal();
  const window = await openWindow(browser);
  const { page, open } = window;
  await page.goto(`${testWorld().gatewayUrl}/purchases`);
  await page.waitForURL("**/login?next=%2Fpurchases");
  await logIn(window, buyer.email, "/purchases", french);
  await page.evaluate("localStorage.removeItem('vc.session')");
  await open("/balance");
  await page.waitForURL("**/login?next=%2Fbalance");
  window.mustBeClean();
});
