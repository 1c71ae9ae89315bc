import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { integer, params, readParams, text } from "./params.ts";
import { isRefusal } from "./refusals.ts";

const schema = params<Stripe.RefundCreateParams>()({ charge: text(), amount: integer().exactOptional() });

describe("a parameter table", () => {
  it("is checked against stripe-node's own types", () => {
    // @ts-expect-error: refunds have no such parameter
    params<Stripe.RefundCreateParams>()({ amout: integer() });
    // @ts-expect-error: the amount is a number
    params<Stripe.RefundCreateParams>()({ amount: z.boolean() });
    expect(readParams(schema, { charge: "ch_1", amount: "5" })).toEqual({ charge: "ch_1", amount: 5 });
  });

  it.each([
    [{}, "parameter_missing", "charge"],
    [{ charge: "" }, "parameter_invalid_empty", "charge"],
    [{ charge: "ch_1", amount: "5.5" }, "parameter_invalid_integer", "amount"],
    [{ charge: "ch_1", amount: "five", colour: "red" }, "parameter_unknown", "colour"],
    [{ charge: { id: "ch_1" } }, undefined, "charge"],
  ])("says what is wrong with %j", (raw, code, param) => {
    const read = readParams(schema, raw);
    expect(isRefusal(read) ? read.refused.error : read).toMatchObject({
      type: "invalid_request_error",
      param,
    });
    expect(isRefusal(read) ? read.refused.error.code : "none").toBe(code);
  });
});
