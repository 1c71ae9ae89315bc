import { describe, expect, it } from "vitest";
import { formsOf } from "./analyse-text.ts";
import { endOfPrefix, readSearchText, relevanceOf } from "./relevance.ts";

const aListing = (title: string, tags = "") => ({ title: formsOf(title), tags: formsOf(tags) });

describe("R6: what is searched for", () => {
  it("the last word may be the beginning of one", () => {
    expect(readSearchText("logo illus").words.map((word) => word.prefix)).toEqual([null, "illus"]);
  });

  it("a word that is finished, or a lone letter, is no beginning", () => {
    expect(readSearchText("logo ").words.map((word) => word.prefix)).toEqual([null]);
    expect(readSearchText("logo pour").words.map((word) => word.prefix)).toEqual([null]);
    expect(readSearchText("logo b").words.map((word) => word.prefix)).toEqual([null, null]);
  });

  it("has a bounded number of words", () => {
    expect(
      readSearchText(Array.from({ length: 50 }, (_, index) => `mot${index}`).join(" ")).words,
    ).toHaveLength(8);
  });

  it("the end of a prefix is after every word that begins so, and before the next", () => {
    expect("logotype" < endOfPrefix("logo")).toBe(true);
    expect("logozzz\u{1f600}" < endOfPrefix("logo")).toBe(true);
    expect("logp" > endOfPrefix("logo")).toBe(true);
  });
});

describe("R6: relevance", () => {
  const search = readSearchText("logo restaurant");

  it("title counts more than tags, tags more than text", () => {
    const inTitle = relevanceOf(search, aListing("Logo de restaurant"));
    const inTags = relevanceOf(search, aListing("Identité de marque", "logo restaurant"));
    const inText = relevanceOf(search, aListing("Identité de marque"));
    expect(inTitle).toBeGreaterThan(inTags);
    expect(inTags).toBeGreaterThan(inText);
    expect(inText).toBeGreaterThan(0);
  });

  it("one word in the title outweighs all words in the tags", () => {
    const one = relevanceOf(search, aListing("Logo"));
    const all = relevanceOf(search, aListing("Identité", "logo restaurant"));
    expect(one).toBeGreaterThan(all);
  });

  it("a word counts once, however often and wherever it stands", () => {
    expect(relevanceOf(search, aListing("Logo logos logo", "logo"))).toBe(
      relevanceOf(search, aListing("Logo")),
    );
  });

  it("the word itself is worth more than one that begins like it", () => {
    const begun = readSearchText("illus");
    const whole = readSearchText("illustration");
    const listing = aListing("Illustration de livre");
    expect(relevanceOf(begun, listing)).toBeGreaterThan(relevanceOf(begun, aListing("Livre")));
    expect(relevanceOf(whole, listing)).toBeGreaterThan(relevanceOf(begun, listing));
  });
});
