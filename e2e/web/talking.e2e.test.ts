import { must } from "@vc/client";
import { waitFor } from "@vc/testing";
import { conversationOf, placePaid, signInStaff } from "@vc/testing/journey";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, PHONE, startBrowser } from "./browser.ts";
import { logIn } from "./chain.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

/** Of people whom the API has registered. */
const password = "correct horse battery";

it("R1, R3, R37, R39: a question is asked and answered live, with a file, masked where it has to be", async () => {
  const { gatewayUrl } = testWorld();
  const { buyer, seller, offer } = await newDeal();
  for (const { api } of [buyer, seller]) must(await api.PATCH("/v1/me", { body: { locale: "fr" } }));
  const asking = await openWindow(browser);
  const answering = await openWindow(browser, { viewport: PHONE });
  await logIn(answering.page, gatewayUrl, { email: seller.email, password }, "/conversations", "fr");
  await logIn(asking.page, gatewayUrl, { email: buyer.email, password }, "/purchases", "fr");

  await asking.open(`/microservices?q=${encodeURIComponent(offer.word)}`);
  await asking.page.getByRole("link", { name: offer.listing.title }).click();
  await asking.page.getByRole("link", { name: "Poser une question" }).click();
  await asking.page
    .getByLabel("Votre question")
    .fill("Faites-vous aussi les cartes ? Mon numéro : 06 12 34 56 78");
  await asking.mustBeAccessible();
  await asking.page.getByRole("button", { name: "Envoyer ma question" }).click();
  await asking.page.waitForURL("**/conversations/conversation_**");
  await asking.page.getByText("numéro masqué").waitFor();
  await asking.mustBeAccessible();

  // The list of the other side shows it by itself, as new.
  await answering.page.locator(".talk-item-new").click();
  await answering.page.getByText("numéro masqué").waitFor();
  await answering.mustBeAccessible();
  await answering.page.locator("input[type=file]").setInputFiles({
    name: "carte.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
  });
  await answering.page.getByText("envoyé").waitFor();
  await answering.page.getByLabel("Votre message à").fill("Oui, recto verso.");
  await answering.page.getByRole("button", { name: "Envoyer" }).click();
  await asking.page.locator(".message", { hasText: "Oui, recto verso." }).waitFor();
  await asking.page.getByRole("button", { name: /carte\.svg/ }).waitFor();
  // What is on the screen of the other side is read there.
  await answering.page.getByText("Lu", { exact: true }).waitFor();
  asking.mustBeClean();
  answering.mustBeClean();
}, 60_000);

it("R37: a message that is sent without a connection waits, and goes out once", async () => {
  const { gatewayUrl } = testWorld();
  const deal = await newDeal();
  const { buyer } = deal;
  must(await buyer.api.PATCH("/v1/me", { body: { locale: "fr" } }));
  const order = await placePaid(deal);
  const { id } = await conversationOf(buyer, order.id);
  const window = await openWindow(browser);
  const { page } = window;
  await logIn(page, gatewayUrl, { email: buyer.email, password }, `/conversations/${id}`, "fr");
  await page.getByLabel("Votre message à").waitFor();
  await page.context().setOffline(true);
  await page.getByText("Vous êtes hors ligne").waitFor({ timeout: 2_000 });
  await page.getByLabel("Votre message à").fill("Je vous envoie les textes demain.");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByText("Part dès que la connexion revient").waitFor();
  await page.context().setOffline(false);
  await page.locator(".message-outgoing").waitFor({ state: "detached" });
  await page.locator(".message", { hasText: "Je vous envoie les textes demain." }).waitFor();
  const params = { path: { conversationId: id } };
  const { items } = must(await buyer.api.GET("/v1/conversations/{conversationId}/messages", { params }));
  expect(items.map(({ text }) => text)).toEqual(["Je vous envoie les textes demain."]);
}, 40_000);

it("R39: notifications are read where they lead, and channels are chosen", async () => {
  const { gatewayUrl } = testWorld();
  const deal = await newDeal();
  const { seller } = deal;
  must(await seller.api.PATCH("/v1/me", { body: { locale: "en" } }));
  await placePaid(deal);
  const unread = async () => must(await seller.api.GET("/v1/notifications/unread-count")).count;
  await waitFor(async () => (await unread()) > 0, { what: "a notification of the sale" });
  const window = await openWindow(browser, { locale: "en-GB" });
  const { page, open } = window;
  await logIn(page, gatewayUrl, { email: seller.email, password }, "/notifications", "en");
  await page.locator(".notice-new").first().waitFor();
  await window.mustBeAccessible();
  await page.locator(".notice-face").first().click();
  await page.waitForURL("**/orders/order_**");
  await open("/notifications");
  await page.locator(".notice").first().waitFor();
  if ((await unread()) > 0) await page.getByRole("button", { name: "Mark all as read" }).click();
  await page.getByText("All read.").waitFor();
  expect(await unread()).toBe(0);

  await open("/account/notifications");
  const choice = page.getByRole("checkbox", { name: "You have a message, E-mail" });
  // It shows the choice with the next tick, which `uncheck` does not wait for.
  await choice.click();
  await page.getByText("Saved.").waitFor();
  await window.mustBeAccessible();
  await page.reload();
  await choice.waitFor();
  expect(await choice.isChecked()).toBe(false);
  window.mustBeClean();
}, 60_000);

it("R40: the profile is changed, and a wrong password changes no address", async () => {
  const { gatewayUrl } = testWorld();
  const { seller } = await newDeal();
  must(await seller.api.PATCH("/v1/me", { body: { locale: "en" } }));
  const window = await openWindow(browser, { locale: "en-GB" });
  const { page, open } = window;
  await logIn(page, gatewayUrl, { email: seller.email, password }, "/account", "en");
  await page.getByLabel("About you").fill("I draw logos for bakeries.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await window.mustBeAccessible();
  await open("/account/security");
  await page.getByLabel("New address").fill("someone@example.test");
  await page.getByLabel("Your password").fill("not this one at all");
  await page.getByRole("button", { name: "Change the address" }).click();
  await page.getByText("This is not the right password.").waitFor();
  await window.mustBeAccessible();
  window.mustBeClean();
}, 60_000);

it("R38: a listing, its seller and a conversation are reported from their pages, and staff see which", async () => {
  const { gatewayUrl } = testWorld();
  const { admin } = await signInStaff(testWorld());
  const { buyer, seller, offer } = await newDeal();
  for (const { api } of [buyer, seller]) must(await api.PATCH("/v1/me", { body: { locale: "fr" } }));
  const asked = must(
    await buyer.api.POST("/v1/conversations", {
      body: { kind: "inquiry", listingId: offer.listing.id, text: "Bonjour" },
    }),
  );
  const window = await openWindow(browser);
  const { page, open } = window;
  await logIn(page, gatewayUrl, { email: buyer.email, password }, "/purchases", "fr");

  async function report(path: string, words: string): Promise<void> {
    await open(path);
    await page.getByRole("link", { name: "Signaler" }).click();
    await page.getByRole("heading", { name: "Signaler" }).waitFor();
    await page.getByLabel("Ce qui ne va pas").fill(words);
    await window.mustBeAccessible();
    await page.getByRole("button", { name: "Envoyer mon signalement" }).click();
    await page.waitForURL("**/conversations/conversation_**");
    await page.locator(".message", { hasText: words }).waitFor();
  }
  const id = (full: string) => full.slice(full.indexOf("_") + 1);
  await report(`/microservice/x-${id(offer.listing.id)}`, "Ce texte est copié.");
  await report(`/vendeur/x-${id(seller.accountId)}`, "Ce profil n’est pas le sien.");
  await report(`/conversations/${asked.id}`, "Ce message est une insulte.");

  const waiting = must(await admin.api.GET("/v1/conversations/support-queue", {})).items;
  const reported = waiting.flatMap(({ subject, lastMessage }) =>
    lastMessage?.senderId === buyer.accountId ? [[subject?.kind, subject?.id, lastMessage.text]] : [],
  );
  expect(reported).toEqual([
    ["listing", offer.listing.id, "Ce texte est copié."],
    ["seller", seller.accountId, "Ce profil n’est pas le sien."],
    ["conversation", asked.id, "Ce message est une insulte."],
  ]);
  window.mustBeClean();
}, 60_000);

it("R38, R42: support is asked about an order, a copy of the data is made, and the account is closed", async () => {
  const { gatewayUrl } = testWorld();
  const { buyer } = await newDeal();
  must(await buyer.api.PATCH("/v1/me", { body: { locale: "fr" } }));
  const window = await openWindow(browser, { viewport: PHONE });
  const { page, open } = window;
  await logIn(page, gatewayUrl, { email: buyer.email, password }, "/support", "fr");
  await page.getByLabel("Votre demande").fill("Je ne trouve pas mon reçu.");
  await window.mustBeAccessible();
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  // Its list, which a phone hides here, quotes it too.
  await page.locator(".message", { hasText: "Je ne trouve pas mon reçu." }).waitFor();
  await window.mustBeAccessible();
  await open("/account/data");
  await page.getByRole("button", { name: "Demander une copie" }).click();
  const [copy] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Télécharger ma copie" }).click(),
  ]);
  expect(copy.suggestedFilename()).toBe("mes-donnees.json");
  await page.getByRole("button", { name: "Fermer mon compte" }).click();
  await page.getByLabel("Votre mot de passe").fill(password);
  await window.mustBeAccessible();
  await page.getByRole("button", { name: "Fermer pour toujours" }).click();
  await page.waitForURL(/127\.0\.0\.1:\d+\/$/);
  window.mustBeClean();
}, 60_000);
