import { expect, it } from "vitest";
import { idOfSlug, languageOfPath, pathInOtherLanguage, safeNext, slugOf } from "./addresses.ts";

const ID = "01h8p91fmde8mtkj7t4xrbnx8f";

it("knows the language of an address", () => {
  expect(languageOfPath("/")).toBe("fr");
  expect(languageOfPath("/microservices/logo-design")).toBe("fr");
  expect(languageOfPath("/en")).toBe("en");
  expect(languageOfPath("/en/nowhere")).toBe("en");
  expect(languageOfPath("/login")).toBeUndefined();
  expect(languageOfPath("/entry")).toBeUndefined();
});

it.each([
  ["/", "/en"],
  ["/microservices", "/en/services"],
  ["/microservices/logo-design", "/en/services/logo-design"],
  [`/microservice/logo-${ID}`, `/en/service/logo-${ID}`],
  [`/vendeur/selim-${ID}`, `/en/seller/selim-${ID}`],
  ["/comment-ca-marche", "/en/how-it-works"],
  ["/aide", "/en/help"],
  ["/aide/verifier-une-livraison", "/en/help/checking-a-delivery"],
])("leads from %s to %s and back", (french, english) => {
  expect(pathInOtherLanguage(french)).toBe(english);
  expect(pathInOtherLanguage(english)).toBe(french);
});

it("leads from a page that one language lacks to the other's home, and nowhere from pages without a language", () => {
  expect(pathInOtherLanguage("/en/nowhere")).toBe("/");
  expect(pathInOtherLanguage("/login")).toBeUndefined();
});

it("makes addresses that people can read, and finds the id in them", () => {
  expect(slugOf("Je crée votre logo, à l’œil !", `listing_${ID}`)).toBe(`je-cree-votre-logo-a-l-oeil-${ID}`);
  expect(slugOf("日本", `listing_${ID}`)).toBe(ID);
  expect(idOfSlug(`je-cree-${ID}`, "listing")).toBe(`listing_${ID}`);
  expect(idOfSlug(ID, "account")).toBe(`account_${ID}`);
  expect(idOfSlug("je-cree", "listing")).toBeUndefined();
});

it.each([
  ["/order?listing=1", "/order?listing=1"],
  [undefined, "/"],
  ["", "/"],
  ["https://evil.test", "/"],
  ["//evil.test", "/"],
  ["/\\evil.test", "/"],
  ["/\t/evil.test", "/"],
  ["javascript:alert(1)", "/"],
])("goes from %j on to %s", (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
