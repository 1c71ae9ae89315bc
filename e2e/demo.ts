import { parseArgs } from "node:util";
import {
  balanceOf,
  endsExpired,
  endsQuietly,
  endsRefused,
  endsReviewed,
  happyPath,
  mainJob,
  mustBe,
  mustNotOrderAtWrongPrice,
  openForBusiness,
  register,
  type Say,
  verifyEmail,
  type World,
  worldAt,
} from "@vc/testing/journey";
import { playInBrowsers } from "./web/play-in-browsers.ts";

const usage = `npm run demo -- [--fast | --browser] [--max-wait <seconds>]

Plays the marketplace's main job against a running platform, as a client of its public API.
  --fast      only the shortest way from registering to money in the bank, and how long it took
  --browser   one buys and one sells in two browsers beside each other, and leaves screenshots in .dev/demo;
              they are seen where there is a screen (DISPLAY), else they are headless
  --max-wait  the longest window of the rules to wait for, in seconds; longer ones are left out. Default: 300

GATEWAY_URL and MAILDEV_URL say where the platform is (http://127.0.0.1:8080, http://127.0.0.1:1080).
`;

const { values: options } = parseArgs({
  options: {
    fast: { type: "boolean", default: false },
    browser: { type: "boolean", default: false },
    "max-wait": { type: "string", default: "300" },
    help: { type: "boolean", default: false },
  },
});
const urls = {
  gatewayUrl: process.env.GATEWAY_URL ?? "http://127.0.0.1:8080",
  maildevUrl: process.env.MAILDEV_URL ?? "http://127.0.0.1:1080",
};

const startedAt = performance.now();
const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1);
const print = (line: string) => process.stdout.write(`${line}\n`);

/** The world of one strand of the story: strands run side by side, so each line says which it belongs to. */
function strand(label: string): World {
  const say: Say = (who, what) =>
    print(`${seconds().padStart(6)} s  ${label.padEnd(10)}  ${who.padEnd(9)}  ${what}`);
  return worldAt(urls, say);
}

async function playAll(): Promise<void> {
  const longestWaitMs = Number(options["max-wait"]) * 1_000;
  const opening = strand("opening");
  const { seller, offer } = await openForBusiness(opening);
  const buyer = await register(opening, "Bertille", "en");
  await verifyEmail(opening, buyer);
  await mustNotOrderAtWrongPrice({ world: opening, buyer, seller, offer });
  const deal = (label: string) => ({ world: strand(label), buyer, seller, offer });

  // The strands that wait begin first, so that the others happen meanwhile.
  const [expired, quiet] = await Promise.all([
    endsExpired(deal("silence"), longestWaitMs),
    endsQuietly(deal("7 days"), longestWaitMs),
    mainJob(deal("main job")),
    endsRefused(deal("refusal")),
    endsReviewed(deal("review")),
  ]);
  if (expired === "waited" && quiet === "waited") {
    const { blocked, pendingPayouts, receivable } = await balanceOf(seller);
    const stuck = [blocked, pendingPayouts, receivable].map(({ amount }) => amount);
    mustBe("money blocked, on its way or owed when all has ended", stuck, [0, 0, 0]);
    strand("the end").say(seller.name, "has nothing blocked any more: every order has ended");
  }
}

if (options.help) {
  print(usage);
} else {
  try {
    await (options.browser
      ? playInBrowsers(strand("browsers"), urls.gatewayUrl)
      : options.fast
        ? happyPath(strand("fast"))
        : playAll());
    print(`\n${options.fast ? "the happy path" : "the demo"} passed in ${seconds()} s`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
    process.stderr.write(`\nnot as it must be, after ${seconds()} s: ${message}${cause}\n`);
    // Strands that still run have nothing to tell any more.
    process.exit(1);
  }
}
