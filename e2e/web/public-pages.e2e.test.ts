import type { Listing } from "@vc/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { newDeal } from "../test-platform.ts";
import { DESKTOP, openWindow, PHONE, startBrowser, weightOf } from "./browser.ts";

let browser: Browser;
let word: string;
let title: string;
let listing: Listing;

beforeAll(async () => {
  const [started, { offer }] = await Promise.all([startBrowser(), newDeal()]);
  browser = started;
  word = offer.word;
  listing = offer.listing;
  title = listing.title;
});
afterAll(() => browser?.close());

const languages = [
  {
    lang: "fr",
    home: "/",
    search: "Rechercher",
    from: "À partir de",
    total: "Total",
    seller: "Présentation",
    listingPath: "/microservice",
    help: "/aide",
    late: "retard",
    lateTitle: "Votre commande est en retard",
  },
  {
    lang: "en",
    home: "/en",
    search: "Search",
    from: "From",
    total: "Total",
    seller: "About",
    listingPath: "/en/service",
    help: "/en/help",
    late: "late",
    lateTitle: "Your order is late",
  },
] as const;

it.each(languages)("R6: a visitor finds a service from the home page, in $lang", async (words) => {
  const { page, open, mustBeClean } = await openWindow(browser);
  await open(words.home);
  expect(await page.locator("html").getAttribute("lang")).toBe(words.lang);
  await page.locator("#q").fill(word);
  await page.getByRole("button", { name: words.search }).first().click();
  await page.waitForSelector("html[data-hydrated]");
  const card = page.getByRole("link", { name: title });
  await card.click();
  await page.locator("h1:focus").waitFor();
  expect(await page.locator("h1").textContent()).toBe(title);
  expect(await page.title()).toContain(title);
  const total = page.locator(".total output");
  const before = await total.textContent();
  await page.getByRole("checkbox").first().check();
  expect(await total.textContent()).not.toBe(before);
  await page.locator(".seller-line a").click();
  await page.getByRole("heading", { name: words.seller }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  mustBeClean();
});

it.each(languages)("R6: everything public works without scripts, in $lang", async (words) => {
  const { page, open, mustBeClean } = await openWindow(browser, {
    javaScriptEnabled: false,
    viewport: PHONE,
  });
  await open(words.home);
  await page.locator("#q").fill(word);
  await page.getByRole("button", { name: words.search }).first().click();
  await page.locator("a.filters-open").click();
  await page.locator("#max-price").fill("1000");
  await page.locator(".price-range button").click();
  expect(new URL(page.url()).searchParams.get("maxPrice")).toBe("1000");
  expect(new URL(page.url()).searchParams.get("q")).toBe(word);
  await page.getByRole("link", { name: title }).click();
  expect(await page.locator("h1").textContent()).toBe(title);
  expect(await page.locator(".total").textContent()).toContain(words.total);
  await page.goto(`${inject("platform").gatewayUrl}/login`);
  expect(await page.locator("main").textContent()).toContain("JavaScript");
  mustBeClean();
});

it.each(languages)(
  "real-clients 8a: networks find a picture of a listing, in $lang",
  async ({ listingPath }) => {
    const { gatewayUrl } = inject("platform");
    const html = await (
      await fetch(`${gatewayUrl}${listingPath}/${listing.id.slice("listing_".length)}`)
    ).text();
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image"');
    const { pathname, search } = new URL(/<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? "");
    const picture = await fetch(`${gatewayUrl}${pathname}${search}`);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    const png = Buffer.from(await picture.arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  },
);

it("R41: answers 404 for a page that does not exist or is not visible", async () => {
  const { page, mustBeClean } = await openWindow(browser);
  const { gatewayUrl } = inject("platform");
  for (const path of [
    "/nowhere",
    "/en/nowhere",
    "/microservice/a-01h8p91fmde8mtkj7t4xrbnx8f",
    "/microservices/x",
  ]) {
    const answer = await page.goto(gatewayUrl + path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    expect(await page.locator("h1").textContent()).toMatch(/n’existe pas|does not exist/);
  }
  mustBeClean();
});

it("R6: shows what there is for an address that asks for what cannot be", async () => {
  const { page, mustBeClean } = await openWindow(browser);
  const { gatewayUrl } = inject("platform");
  for (const asked of ["maxPrice=abc", "maxPrice=20000", "sort=beauty", "minRating=9", "page=2"]) {
    const answer = await page.goto(`${gatewayUrl}/microservices?q=${word}&${asked}`);
    expect([asked, answer?.status()]).toEqual([asked, 200]);
    await page.getByRole("link", { name: title }).waitFor();
  }
  mustBeClean();
});

it.each([
  ["phone", PHONE],
  ["desktop", DESKTOP],
] as const)("has no accessibility violation on a %s, in either language", async (_name, viewport) => {
  const { page, open, mustBeAccessible, mustBeClean } = await openWindow(browser, { viewport });
  for (const path of [
    "/",
    "/en",
    `/microservices?q=${word}&maxPrice=1000&minRating=4`,
    "/aide",
    "/en/help/held-money",
    "/aide/verifier-une-livraison",
    "/comment-ca-marche",
    "/en/fees",
    `/en/services?q=${word}`,
  ]) {
    await open(path);
    await mustBeAccessible();
  }
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await mustBeAccessible();
  await page.locator(".seller-line a").click();
  await page.getByRole("heading", { name: "About" }).waitFor();
  await mustBeAccessible();
  for (const path of [
    "/register",
    "/login",
    "/forgot-password",
    "/reset-password?token=x",
    "/verify-email?token=x",
  ]) {
    await open(path);
    await page.locator("h1").waitFor();
    await mustBeAccessible();
  }
  mustBeClean();
});

/** What a public page may weigh, in bytes compressed with gzip. */
const LIMITS = {
  script: 140_000,
  style: 20_000,
  font: 65_000,
  icons: 25_000,
  html: 20_000,
  all: 300_000,
  requests: 15,
};

it("keeps public pages light", async () => {
  const { gatewayUrl } = inject("platform");
  const { page, open, mustBeClean } = await openWindow(browser);
  const { id, sellerId } = listing;
  const lightPages = [
    "/",
    "/en",
    `/microservices?q=${word}`,
    `/microservice/x-${id.replace("listing_", "")}`,
    `/en/seller/x-${sellerId.replace("account_", "")}`,
    "/aide",
    "/en/help/checking-a-delivery",
    "/tarifs",
  ];
  for (const path of lightPages) {
    const sizes = await weightOf(page, () => open(path));
    const sum = (type?: string) =>
      sizes
        .filter((each) => type === undefined || each.type === type)
        .reduce((all, { bytes }) => all + bytes, 0);
    expect(sizes.filter(({ url }) => !url.startsWith(gatewayUrl))).toEqual([]);
    expect([path, sum("document") < LIMITS.html]).toEqual([path, true]);
    expect(sum("script")).toBeLessThan(LIMITS.script);
    expect(sum("stylesheet")).toBeLessThan(LIMITS.style);
    expect(sum("font")).toBeLessThan(LIMITS.font);
    const icons = sizes.find(({ url }) => /\/assets\/icons-\w+\.svg$/.test(url))?.bytes;
    expect(icons, `the icons of ${path}`).toBeLessThan(LIMITS.icons);
    expect(sum()).toBeLessThan(LIMITS.all);
    // Another wording in an address is led to the right one, which is a request.
    const redirects = sizes.filter(({ type }) => type === "document").length - 1;
    expect(sizes.length - redirects).toBeLessThanOrEqual(LIMITS.requests);
  }
  // With nothing that moves while it loads.
  mustBeClean();
});

it.each(languages)(
  "answers help without scripts: searched, read, and in the other language, in $lang",
  async (words) => {
    const { page, open, mustBeClean } = await openWindow(browser, {
      javaScriptEnabled: false,
      viewport: PHONE,
    });
    await open(words.help);
    await page.locator("#help-search").fill(words.late);
    await page.getByRole("button", { name: words.search }).last().click();
    await page.getByRole("link", { name: words.lateTitle }).click();
    expect(await page.locator("h1").textContent()).toBe(words.lateTitle);
    // Who acts, until when, and what silence does.
    expect(await page.locator(".help-facts > div").count()).toBe(3);
    await page.locator(".footer-end a[hreflang]").click();
    expect(await page.locator("html").getAttribute("lang")).not.toBe(words.lang);
    expect(await page.locator(".help-facts > div").count()).toBe(3);
    mustBeClean();
  },
);
