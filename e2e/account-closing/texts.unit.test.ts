import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { documentedRoutes } from "../openapi.ts";
import { TEXTS } from "./texts.ts";

const Schema = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
  pattern: z.string().optional(),
  format: z.string().optional(),
});

/** The fields of a body that hold text of the caller's own: no ids, no times, no words of a fixed list. */
function textsIn(described: unknown, path: string): string[] {
  const schema = Schema.safeParse(described);
  if (!schema.success) return [];
  const { type, properties, items, anyOf, oneOf, pattern, format } = schema.data;
  const isFixed = schema.data.enum !== undefined || schema.data.const !== undefined;
  const isId = pattern?.includes("_[0-7]") ?? false;
  const own = type === "string" && !isFixed && !isId && format !== "date-time" ? [path] : [];
  return [
    ...own,
    ...[...anyOf, ...oneOf, items].flatMap((part) => textsIn(part, path)),
    ...Object.entries(properties).flatMap(([name, part]) =>
      textsIn(part, path === "" ? name : `${path}.${name}`),
    ),
  ];
}

it("R42: every text that a request can carry is written before an account closes, or is no text of a party", () => {
  const texts = documentedRoutes().flatMap(({ name, operation }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
      textsIn(schema, "").map((path) => `${name} ${path}`),
    ),
  );
  expect(Object.keys(TEXTS).sort()).toEqual([...new Set(texts)].sort());
});

/** Routes that the scenario calls through a function of the journey. */
const throughJourney: Readonly<Record<string, string>> = {
  "POST /v1/auth/register": "signInVerified(",
  "POST /v1/orders/{orderId}/files": "sendFile(",
  "POST /v1/conversations/{conversationId}/messages": "sendMessage(",
};

it("R42: the scenario calls every route that a party writes a text through (scenario.ts)", () => {
  const scenario = readFileSync(join(import.meta.dirname, "scenario.ts"), "utf8");
  const written = Object.entries(TEXTS).flatMap(([text, parties]) =>
    typeof parties === "string" ? [] : [text.split(" ").slice(0, 2).join(" ")],
  );
  const missing = [...new Set(written)].filter((route) => {
    const [method, path] = route.split(" ");
    return !scenario.includes(throughJourney[route] ?? `${method}("${path}"`);
  });
  expect(missing).toEqual([]);
});
