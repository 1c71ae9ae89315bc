import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pay, readOrder } from "@vc/testing/journey";
import { expect, it } from "vitest";
import { newDeal, pythonClientGenerator, testWorld } from "./test-platform.ts";

/** The longest that the generator or a part of the order takes, on a busy machine. */
const TIMEOUT_MS = 60_000;

/** Of people whom the API has registered. */
const PASSWORD = "correct horse battery";

const run = promisify(execFile);

it("real-clients 1a: a client that is generated for Python plays an order, and knows its refusals", async ({
  skip,
}) => {
  const python = await pythonClientGenerator();
  if (python.kind === "unavailable") return skip(`the generator cannot be installed: ${python.why}`);
  const folder = await mkdtemp(join(tmpdir(), "vc-python-"));
  const { gatewayUrl } = testWorld();
  const generated = join(folder, "vc_client");
  const from = ["--url", new URL("/openapi.json", gatewayUrl).href, "--output-path", generated];
  const generator = join(python.binDir, "openapi-python-client");
  await run(generator, ["generate", "--meta", "none", ...from], { timeout: TIMEOUT_MS });

  const deal = await newDeal();
  const play = async (who: { readonly email: string }, what: string, id: string) => {
    const script = join(import.meta.dirname, "python/play_order.py");
    const args = [script, folder, gatewayUrl, who.email, PASSWORD, what, id];
    const { stdout } = await run(join(python.binDir, "python"), args, { timeout: TIMEOUT_MS });
    return stdout.trim();
  };
  const orderId = await play(deal.buyer, "place", deal.offer.listing.id);
  await pay(deal, await readOrder(deal.buyer, orderId));
  expect(await play(deal.seller, "fulfil", orderId)).toBe("delivered");
  expect(await play(deal.buyer, "finish", orderId)).toBe("completed");
  await rm(folder, { recursive: true });
}, 600_000);
