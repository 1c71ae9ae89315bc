import { expect, it } from "vitest";
import { closedVariants } from "./closed-variants.ts";

const text = { type: "string" };
const base = { type: "object", additionalProperties: false };

it("real-clients 1a: an object whose fields go together in some ways is one closed object for each way", () => {
  const forms = closedVariants({
    ...base,
    properties: {
      decision: { type: "string", enum: ["split", "resume"] },
      amount: text,
      dueAt: text,
      why: text,
    },
    required: ["decision", "why"],
    oneOf: [
      { required: ["amount"], properties: { decision: { const: "split" }, dueAt: false } },
      { required: ["dueAt"], properties: { decision: { const: "resume" }, amount: false } },
    ],
  } as never);
  expect(forms).toMatchObject({ of: "oneOf", discriminator: "decision" });
  expect(forms?.variants.map(({ kind }) => kind)).toEqual(["split", "resume"]);
  expect(forms?.variants[0]?.schema).toEqual({
    ...base,
    properties: {
      decision: { type: "string", enum: ["split", "resume"], const: "split" },
      amount: text,
      why: text,
    },
    required: ["decision", "why", "amount"],
  });
});

it("of alternatives that exclude each other, each leaves out what only the other needs", () => {
  const forms = closedVariants({
    ...base,
    properties: { sellerId: text, listingId: text, text },
    required: ["text"],
    oneOf: [{ required: ["sellerId"] }, { required: ["listingId"] }],
  });
  expect(forms?.variants.map(({ schema }) => Object.keys(schema.properties ?? {}))).toEqual([
    ["sellerId", "text"],
    ["listingId", "text"],
  ]);
  expect(forms?.discriminator).toBeNull();
});

it("what must not be given, and values that must not be, are left out", () => {
  const forms = closedVariants({
    ...base,
    properties: { outcome: { type: "string", enum: ["removed", "kept"] }, ground: text },
    required: ["outcome"],
    oneOf: [
      { required: ["ground"], properties: { outcome: { const: "removed" } } },
      { not: { required: ["ground"] }, properties: { outcome: { not: { const: "removed" } } } },
    ],
  });
  expect(forms?.variants[1]?.schema.properties).toEqual({ outcome: { type: "string", enum: ["kept"] } });
  expect(forms?.discriminator).toBe("outcome");
});

it("where one of several fields is enough, each form may have all of them", () => {
  const files = { type: "array", default: [] };
  const forms = closedVariants({
    ...base,
    properties: { files, links: files },
    anyOf: ["files", "links"].map((name) => ({ required: [name], properties: { [name]: { minItems: 1 } } })),
  } as never);
  expect(forms?.of).toBe("anyOf");
  expect(forms?.variants[0]?.schema).toMatchObject({
    properties: { files: { type: "array", minItems: 1 }, links: files },
    required: ["files"],
  });
});

it("a schema of one form, and one that may be null, stay as they are", () => {
  expect(closedVariants({ ...base, properties: { text } })).toBeNull();
  expect(closedVariants({ anyOf: [{ ...base, properties: {} }, { type: "null" }] })).toBeNull();
});
