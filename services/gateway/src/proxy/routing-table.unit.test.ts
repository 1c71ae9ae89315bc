import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { isRepeatable, keyedWrites } from "./routing-table.ts";

const OpenApi = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string() })).optional() })),
  ),
});
const document = OpenApi.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../../../docs/generated/openapi.json"), "utf8")),
);

it("knows exactly the writes whose services keep an Idempotency-Key, by their own documents", () => {
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === "idempotency-key"))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.toSorted()).toEqual(keyedWrites.toSorted());
});

it("takes a key for a promise only where it is one", () => {
  const key = { "idempotency-key": "k" };
  expect(isRepeatable("POST", "/v1/orders?x=1", key)).toBe(true);
  expect(isRepeatable("POST", "/v1/orders", {})).toBe(false);
  expect(isRepeatable("POST", "/v1/orders/x/accept", key)).toBe(false);
  expect(isRepeatable("GET", "/v1/orders", {})).toBe(true);
});
