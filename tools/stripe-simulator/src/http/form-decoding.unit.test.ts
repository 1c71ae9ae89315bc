import { describe, expect, it } from "vitest";
import { decodeForm } from "./form-decoding.ts";

describe("decodeForm", () => {
  it.each([
    ["a=1&b=deux%20mots", { a: "1", b: "deux mots" }],
    ["metadata[orderId]=order_1&metadata[0]=x", { metadata: { orderId: "order_1", "0": "x" } }],
    [
      "line_items[1][quantity]=2&line_items[0][price_data][currency]=eur",
      {
        line_items: [{ price_data: { currency: "eur" } }, { quantity: "2" }],
      },
    ],
    ["expand[]=charge&expand[]=data.source", { expand: ["charge", "data.source"] }],
    ["expand[10]=c&expand[9]=b", { expand: ["b", "c"] }],
    ["created%5Bgte%5D=5", { created: { gte: "5" } }],
    ["broken[a=1", { "broken[a": "1" }],
    ["", {}],
  ])("decodes %s", (encoded, decoded) => {
    expect(decodeForm(encoded)).toEqual(decoded);
  });

  it("cannot be made to reach an object's prototype", () => {
    decodeForm("__proto__[isAdmin]=1&constructor[prototype][isAdmin]=1");
    expect(Reflect.get({}, "isAdmin")).toBeUndefined();
  });
});
