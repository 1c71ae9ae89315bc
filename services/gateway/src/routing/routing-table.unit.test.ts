import { expect, it } from "vitest";
import { isRepeatable } from "./routing-table.ts";

it("takes a key for a promise only where it is one", () => {
  const key = { "idempotency-key": "k" };
  expect(isRepeatable("POST", "/v1/orders?x=1", key)).toBe(true);
  expect(isRepeatable("POST", "/v1/payments/withdrawals", key)).toBe(true);
  expect(isRepeatable("POST", "/v1/orders", {})).toBe(false);
  expect(isRepeatable("POST", "/v1/orders/x/accept", key)).toBe(false);
  expect(isRepeatable("PUT", "/v1/orders", key)).toBe(false);
  expect(isRepeatable("GET", "/v1/orders", {})).toBe(true);
});
