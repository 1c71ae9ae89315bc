import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type Operations,
  operationBreaks,
  operationsOf,
} from "../../../packages/contracts/src/released-operations.ts";
import { renderEndpoints } from "./openapi.ts";

const RELEASED = join(import.meta.dirname, "../../../packages/contracts/released/http/operations.json");

it("keeps every released operation, status and field of the API", async () => {
  const released: Operations = JSON.parse(readFileSync(RELEASED, "utf8"));
  const current = operationsOf(JSON.parse(await renderEndpoints()));
  expect(operationBreaks(released, current)).toEqual([]);
  expect(Object.keys(current.operations).toSorted()).toEqual(Object.keys(released.operations).toSorted());
});
