import { expect, it } from "vitest";
import { sampleLimits } from "../../test/sample-terms.ts";
import { emptyForm, type ListingForm, listingBody, wrongFields } from "./listing-form.ts";

const form: ListingForm = {
  ...emptyForm,
  title: "Je crée votre logo minimaliste",
  category: "logo-design",
  description: "Un logo simple et durable, en deux pistes.",
  price: "120,00",
  days: "5",
  extras: [{ key: 0, title: "Carte de visite", price: "40", days: "1" }],
  brief: "Votre activité.",
};

it("R4: takes what the API takes, and makes its body of it", () => {
  expect(wrongFields(form, sampleLimits.listing)).toEqual([]);
  expect(listingBody(form)).toEqual({
    title: "Je crée votre logo minimaliste",
    category: "logo-design",
    description: "Un logo simple et durable, en deux pistes.",
    basePrice: { amount: 12_000, currency: "EUR" },
    deliveryDays: 5,
    extras: [{ title: "Carte de visite", price: { amount: 4_000, currency: "EUR" }, extraDays: 1 }],
    revisionLimit: 3,
    briefInstructions: "Votre activité.",
  });
  expect(listingBody({ ...form, hasLimit: false }).revisionLimit).toBeNull();
});

it.each([
  [{ title: "Logo" }, ["title"]],
  [{ category: "" }, ["category"]],
  [{ description: "Un logo." }, ["description"]],
  [{ price: "0,49" }, ["price"]],
  [{ price: "cher" }, ["price"]],
  [{ price: "10000,01" }, ["price"]],
  [{ days: "0" }, ["days"]],
  [{ days: "45" }, ["days"]],
  [{ revisions: "51" }, ["revisions"]],
  [{ revisions: "51", hasLimit: false }, []],
  [{ extras: [{ key: 0, title: "", price: "40", days: "1" }] }, ["extras.0"]],
  [{ extras: [{ key: 0, title: "Carte", price: "x", days: "1" }] }, ["extras.0"]],
] as const)("R4: says which field is wrong: %j", (part, expected) => {
  expect(wrongFields({ ...form, ...part }, sampleLimits.listing)).toEqual(expected);
});

it("names every field of an empty form that is needed", () => {
  expect(wrongFields(emptyForm, sampleLimits.listing)).toEqual([
    "title",
    "category",
    "description",
    "price",
    "days",
  ]);
});
