import { expect, it } from "vitest";
import { looksLikeContact, partsOf } from "./masked.ts";

it("R3: shows what is masked by its kind, in the place where it stood", () => {
  const masked = [{ kind: "phone" as const }, { kind: "email" as const }];
  expect(partsOf({ text: "Au [•••] ou [•••].", masked })).toEqual([
    { kind: "text", text: "Au " },
    { kind: "masked", what: "phone" },
    { kind: "text", text: " ou " },
    { kind: "masked", what: "email" },
    { kind: "text", text: "." },
  ]);
});

it("R3: leaves a placeholder that a person typed as text", () => {
  expect(partsOf({ text: "[•••]", masked: [] })).toEqual([{ kind: "text", text: "[•••]" }]);
});

it.each([
  ["Appelez-moi au 06 12 34 56 78", true],
  ["Écrivez à selim@example.test", true],
  ["Le logo fait 1200 sur 630", false],
  ["Livraison le 17 mars 2026, 16 h 40", false],
])("R3: warns before sending of what looks like a contact detail: %s", (text, expected) => {
  expect(looksLikeContact(text)).toBe(expected);
});
