import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { must } from "@vc/client";
import { findChromium, STATE_DIR } from "@vc/dev";
import { createDeal, type World } from "@vc/testing/journey";
import { chromium, type Page } from "playwright-core";
import { playChain } from "./chain.ts";

const LANGUAGE = "fr";

/** Of people whom the API has registered. */
const password = "correct horse battery";

/** Plays the chain in two browser windows and keeps a screenshot of each stop. */
export async function playInBrowsers(world: World, gatewayUrl: string): Promise<void> {
  const folder = join(STATE_DIR, "demo");
  mkdirSync(folder, { recursive: true });
  const { buyer, seller, offer } = await createDeal(world);
  // Signed-in pages speak the account's language.
  for (const { api } of [buyer, seller]) must(await api.PATCH("/v1/me", { body: { locale: LANGUAGE } }));
  const isSeen = process.env.DISPLAY !== undefined;
  const browser = await chromium.launch({
    executablePath: await findChromium((line) => world.say("setup", line)),
    headless: !isSeen,
    slowMo: isSeen ? 400 : 0,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const [buying, selling] = await Promise.all([1, 2].map(() => openPage()));
    if (buying === undefined || selling === undefined) throw new Error("a window did not open");
    await playChain({
      gatewayUrl,
      language: LANGUAGE,
      buying,
      selling,
      buyer: { email: buyer.email, password },
      seller: { email: seller.email, password },
      word: offer.word,
      title: offer.listing.title,
      stop: async (name, page) => {
        await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
        world.say(page === buying ? buyer.name : seller.name, `is at “${name}”`);
      },
    });
  } finally {
    await browser.close();
  }
  world.say("screenshots", folder);

  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 900 } });
    return context.newPage();
  }
}
