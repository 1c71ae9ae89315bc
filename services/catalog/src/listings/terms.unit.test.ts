import { CreateListingRequest } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { aListing } from "../../test/builders.ts";
import { rewriteTerms, type WrittenTerms, writeTerms } from "./terms.ts";

const newExtraId = () => "extra_new";
const problemsOf = (written: WrittenTerms) =>
  written.kind === "invalid" ? written.problems.map((problem) => problem.path) : [];

const aRequest = (wanted: object = {}): CreateListingRequest =>
  CreateListingRequest.parse({
    title: "Création de logo",
    description: "Trois propositions de logo.",
    category: "logo-design",
    basePrice: { amount: 5_000, currency: "EUR" },
    deliveryDays: 3,
    ...wanted,
  });
const anExtra = (extraDays: number) => ({ title: "Extra", price: { amount: 0, currency: "EUR" }, extraDays });

describe("R4: terms", () => {
  it("R4: what is not written is empty, and revisions are unlimited", () => {
    expect(writeTerms(aRequest(), newExtraId)).toMatchObject({
      kind: "valid",
      terms: { basePriceCents: 5_000, tags: [], extras: [], briefInstructions: "", revisionLimit: null },
    });
  });

  it.each([
    [1, [], []],
    [45, [], []],
    [43, [1, 1], []],
    [43, [1, 2], ["deliveryDays"]],
    [45, [1], ["deliveryDays"]],
  ])("R4: %i days and extras of %j", (deliveryDays, extraDays, problems) => {
    const request = aRequest({ deliveryDays, extras: extraDays.map(anExtra) });
    expect(problemsOf(writeTerms(request, newExtraId))).toEqual(problems);
  });

  it("R4: reports all problems at once", () => {
    const request = aRequest({ category: "websites", deliveryDays: 45, extras: [anExtra(9)] });
    expect(problemsOf(writeTerms(request, newExtraId))).toEqual(["category", "deliveryDays"]);
  });

  it("R4: an edit keeps what it does not name, and can lift a limit", () => {
    const listing = aListing({ revisionLimit: 3 });
    const kept = rewriteTerms(listing, { title: "Nouveau titre" }, newExtraId);
    expect(kept).toMatchObject({
      terms: { title: "Nouveau titre", revisionLimit: 3, extras: listing.extras },
    });
    expect(rewriteTerms(listing, { revisionLimit: null }, newExtraId)).toMatchObject({
      terms: { revisionLimit: null },
    });
  });

  it("R4: an extra is kept once by its id, and new ones get one", () => {
    const listing = aListing();
    const { id } = listing.extras[0] ?? { id: "" };
    const extra = (extraId?: string) => ({
      title: "Extra",
      price: { amount: 100, currency: "EUR" as const },
      extraDays: 0,
      ...(extraId === undefined ? {} : { id: extraId }),
    });
    expect(rewriteTerms(listing, { extras: [extra(), extra(id)] }, newExtraId)).toMatchObject({
      terms: { extras: [{ id: "extra_new" }, { id }] },
    });
    expect(problemsOf(rewriteTerms(listing, { extras: [extra(id), extra(id)] }, newExtraId))).toEqual([
      "extras.1.id",
    ]);
  });
});
