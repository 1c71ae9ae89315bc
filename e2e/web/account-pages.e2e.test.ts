import { must } from "@vc/client";
import { placePaid, signInVerified, uniqueWord } from "@vc/testing/journey";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newDeal, testWorld } from "../test-platform.ts";
import { openWindow, PHONE, startBrowser, weightOf } from "./browser.ts";
import { logIn } from "./chain.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const PASSWORD = "une phrase assez longue";

/** What the first page of a signed-in person may load of scripts, and each further one, in bytes compressed with gzip. */
const MOST_FIRST = 250_000;
const MOST_FURTHER = 40_000;

it("keeps pages of a signed-in person light", async () => {
  const { gatewayUrl } = testWorld();
  const deal = await newDeal();
  const order = await placePaid(deal);
  const { page, mustBeClean } = await openWindow(browser);
  const scripts = async (act: () => Promise<unknown>) =>
    (await weightOf(page, act))
      .filter(({ type }) => type === "script")
      .map(({ url, bytes }) => ({ url, bytes }));
  const show = async (path: string) => {
    await page.goto(gatewayUrl + path);
    await page.locator("main h1").first().waitFor();
  };
  const person = { email: deal.seller.email, password: "correct horse battery" };
  await logIn(page, gatewayUrl, person, "/sales", "fr");
  const first = await scripts(() => show("/sales"));
  const bytesOf = (files: readonly { bytes: number }[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(bytesOf(first)).toBeLessThan(MOST_FIRST);
  const known = new Set(first.map(({ url }) => url));
  for (const path of [
    `/orders/${order.id}`,
    "/balance",
    "/listings/new",
    "/conversations",
    "/account/security",
  ]) {
    const all = await scripts(() => show(path));
    expect([path, bytesOf(all) < MOST_FIRST]).toEqual([path, true]);
    const further = bytesOf(all.filter(({ url }) => !known.has(url)));
    expect([path, further < MOST_FURTHER]).toEqual([path, true]);
  }
  mustBeClean();
}, 60_000);

it("R40: a person registers, confirms the address, signs out and in, and chooses another password", async () => {
  const { mail } = testWorld();
  const email = `${uniqueWord()}@example.test`;
  const { page, open, mustBeClean, mustBeAccessible } = await openWindow(browser, { viewport: PHONE });
  await open("/register?next=/microservices");
  await page.getByLabel("E-mail").first().fill("bertille@tabliers");
  await page.getByLabel("Mot de passe", { exact: true }).fill("court");
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  // What is wrong stands at each field, and the first one has the focus.
  await page.locator("[name=email]:focus").waitFor();
  expect(await page.locator(".field-error").allTextContents()).toHaveLength(3);
  await mustBeAccessible();
  await page.getByLabel("E-mail").first().fill(email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Nom montré aux autres").fill("Bertille");
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await page.getByText(email).waitFor();
  await mustBeAccessible();

  const verification = await mail.link(email, "/verify-email?token=");
  await open(verification.pathname + verification.search);
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click();
  await page.getByText("Votre adresse est confirmée").waitFor();
  // The token has left the address.
  expect(new URL(page.url()).search).toBe("");
  await page.getByRole("link", { name: "Continuer ma visite" }).click();
  await page.waitForURL("**/microservices");

  await page.getByText("Menu").click();
  // Signing out begins with a new document.
  await Promise.all([
    page.waitForEvent("load"),
    page.getByRole("button", { name: "Se déconnecter" }).click(),
  ]);
  await open("/login?next=//evil.test");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Mot de passe", { exact: true }).fill("ce n'est pas le bon");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByText("L’adresse ou le mot de passe n’est pas le bon.").waitFor();
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL(/127\.0\.0\.1:\d+\/$/);

  await open("/forgot-password");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Envoyer le lien" }).click();
  await page.getByText("un lien est en route").waitFor();
  const reset = await mail.link(email, "/reset-password?token=");
  await open(reset.pathname + reset.search);
  await page.getByLabel("Nouveau mot de passe").fill(`${PASSWORD} encore`);
  await page.getByRole("button", { name: "Enregistrer le mot de passe" }).click();
  await page.getByText("Votre mot de passe est changé").waitFor();
  await mustBeAccessible();
  mustBeClean();
});

it("says that a link was used already, in the language of the visitor", async () => {
  const { page, open, mustBeClean } = await openWindow(browser, { locale: "en-GB" });
  await open("/verify-email?token=used");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByText("This link is no longer valid").waitFor();
  await open("/reset-password?token=used");
  await page.getByLabel("New password").fill("a sentence to remember");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByText("This link is no longer valid").waitFor();
  await open("/undo-email-change?token=used");
  await page.getByLabel("New password").fill("a sentence to remember");
  await page.getByRole("button", { name: "Take my account back" }).click();
  await page.getByText("This link is no longer valid").waitFor();
  mustBeClean();
});

it("security 1: an owner takes the account back from the address that it had before", async () => {
  const world = testWorld();
  const person = { email: `${uniqueWord()}@example.test`, password: PASSWORD };
  const owner = await signInVerified(world, { ...person, displayName: "Bertille", locale: "fr" });
  const evil = `${uniqueWord()}@example.test`;
  must(await owner.api.POST("/v1/me/change-email", { body: { email: evil, password: PASSWORD } }));
  const link = await world.mail.link(evil, "/verify-email?token=");
  const { page, open, mustBeClean, mustBeAccessible } = await openWindow(browser, { viewport: PHONE });
  await open(link.pathname + link.search);
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click();
  await page.getByText("Votre adresse est confirmée").waitFor();

  const undo = await world.mail.link(owner.email, "/undo-email-change?token=");
  await open(undo.pathname + undo.search);
  await page.getByLabel("Nouveau mot de passe").fill(`${PASSWORD} encore`);
  await mustBeAccessible();
  await page.getByRole("button", { name: "Reprendre mon compte" }).click();
  await page.getByText("Votre compte est de nouveau à vous").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await page.locator("#main").getByRole("link", { name: "Se connecter" }).click();
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(`${PASSWORD} encore`);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL(/127\.0\.0\.1:\d+\/$/);
  mustBeClean();
});
