import { expect, it } from "vitest";
import { nameKeysOf, searchable } from "./name-keys.ts";

it("finds a name by each of its words, without accents and case", () => {
  expect(nameKeysOf("Zoë  d'Aubigné Martin")).toEqual(["zoe d'aubigne martin", "d'aubigne martin", "martin"]);
  expect(searchable("  ÉLODIE  Du")).toBe("elodie du");
  expect(nameKeysOf("李小龍")).toEqual(["李小龍"]);
});
