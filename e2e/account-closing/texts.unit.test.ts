import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stepOf, WALKS } from "@vc/testing/order-walks";
import { expect, it } from "vitest";
import { documentedTexts } from "./documented-texts.ts";
import { TEXTS } from "./texts.ts";

it("R42: every text that a request can carry is written before an account closes, or is no text of a party", () => {
  expect(Object.keys(TEXTS).sort()).toEqual(documentedTexts().toSorted());
});

/** Routes that the scenario calls through a function of the journey. */
const throughJourney: Readonly<Record<string, string>> = {
  "POST /v1/auth/register": "signInVerified(",
  "POST /v1/orders/{orderId}/files": "sendFile(",
  "POST /v1/conversations/{conversationId}/messages": "sendMessage(",
};

it("R42: the scenario calls every route that a party writes a text through (scenario.ts, order-walks.ts)", () => {
  const scenario = readFileSync(join(import.meta.dirname, "scenario.ts"), "utf8");
  const written = Object.entries(TEXTS).flatMap(([text, parties]) =>
    typeof parties === "string" ? [] : [text.split(" ").slice(0, 2).join(" ")],
  );
  const missing = [...new Set(written)].filter((route) => {
    const [method, path] = route.split(" ");
    const isWalked = WALKS.flat().some((step) => stepOf(step).route === route);
    return !isWalked && !scenario.includes(throughJourney[route] ?? `${method}("${path}"`);
  });
  expect(missing).toEqual([]);
});
