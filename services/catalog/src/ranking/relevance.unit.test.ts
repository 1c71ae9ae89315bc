import { describe, expect, it } from "vitest";
import { formsOf } from "../words/analyse-text.ts";
import {
  beginningsOf,
  isFound,
  lacksWords,
  readSearchText,
  relevanceOf as relevance,
  type SearchText,
} from "./relevance.ts";

const aListing = (title: string, tags = "", text = "") => ({
  sellerId: "account_zoe",
  category: "logo-design",
  search: { title: formsOf(title), tags: formsOf(tags), all: formsOf(`${title} ${tags} ${text}`) },
});
type Searched = ReturnType<typeof aListing>;

const noMatches = () => new Set<string>();
const relevanceOf = (search: SearchText, listing: Searched) => relevance(search, listing, noMatches);
const finds = (query: string, listing: Searched) => isFound(readSearchText(query), listing, noMatches);

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

  it("a last word that says nothing may be the beginning of one that does", () => {
    expect(readSearchText("logo des")).toMatchObject({
      words: [{ plain: "logo", prefix: null }],
      hint: "des",
    });
    expect(readSearchText("logo des ").hint).toBeNull();
    expect(readSearchText("logo").hint).toBeNull();
  });

  it("the beginnings of words are those that a search may have typed", () => {
    expect(beginningsOf(["logo", "à"])).toEqual(["lo", "log", "logo"]);
    expect(beginningsOf(["communication"]).at(-1)).toBe("communic");
  });
});

describe("R6: what is found", () => {
  const listing = aListing("Création de logos", "identité", "livré en vectoriel");

  it("has every word somewhere, in one of its forms", () => {
    expect(finds("logo vectoriel", listing)).toBe(true);
    expect(finds("logo restaurant", listing)).toBe(false);
  });

  it("has a beginning in its title, tags or category, however long; in the text beginnings say too little", () => {
    expect(finds("logo créat", listing)).toBe(true);
    expect(finds("logo ident", listing)).toBe(true);
    expect(finds("logo graphi", listing)).toBe(true);
    expect(finds("logo vecto", listing)).toBe(false);
    expect(finds("logo vecto ", listing)).toBe(false);
    expect(finds("communicatio", aListing("Plan de communication"))).toBe(true);
    expect(finds("communicatia", aListing("Plan de communication"))).toBe(false);
  });

  it("need not have a wish, unless there is nothing else", () => {
    expect(finds("je cherche un logo pas cher", listing)).toBe(true);
    expect(finds("pas cher", listing)).toBe(false);
  });

  it("may have a word in its seller's name alone", () => {
    const zoe = (word: { plain: string }) => new Set(word.plain === "zoe" ? ["account_zoe"] : []);
    expect(isFound(readSearchText("logo Zoé"), listing, zoe)).toBe(true);
    expect(isFound(readSearchText("logo Zoé"), { ...listing, sellerId: "account_adam" }, zoe)).toBe(false);
  });
});

describe("R6: relevance", () => {
  const search = readSearchText("logo restaurant");

  it("title counts more than tags, tags more than text", () => {
    const inTitle = relevanceOf(search, aListing("Logo de restaurant"));
    const inTags = relevanceOf(search, aListing("Identité de marque", "logo restaurant"));
    const inText = relevanceOf(search, aListing("Identité de marque", "", "logo de restaurant"));
    expect(inTitle).toBeGreaterThan(inTags);
    expect(inTags).toBeGreaterThan(inText);
    expect(inText).toBeGreaterThan(0);
  });

  it("one word in the title outweighs all words in the tags", () => {
    const one = relevanceOf(search, aListing("Logo", "", "restaurant"));
    const all = relevanceOf(search, aListing("Identité", "logo restaurant"));
    expect(one).toBeGreaterThan(all);
  });

  it("real-clients 10a: one word more outweighs all places", () => {
    const title = relevanceOf(search, aListing("Logo de café", "logo", "logo"));
    const both = relevanceOf(search, aListing("Identité", "", "logo de restaurant"));
    expect(both).toBeGreaterThan(title);
    expect(lacksWords(search, title)).toBe(true);
    expect(lacksWords(search, both)).toBe(false);
  });

  it("the word itself, in any inflection, is worth more than one of its family", () => {
    const montage = readSearchText("montages vidéo");
    const itself = relevanceOf(montage, aListing("Montage vidéo"));
    expect(itself).toBe(relevanceOf(montage, aListing("Montages vidéo")));
    expect(itself).toBeGreaterThan(relevanceOf(montage, aListing("Monteur vidéo")));
  });

  it("counts a word once, in any number and place", () => {
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

  it("what begins as the unfinished last word comes first", () => {
    const begun = readSearchText("logo des");
    const design = relevanceOf(begun, aListing("Logo design"));
    expect(design).toBeGreaterThan(relevanceOf(begun, aListing("Logo", "design")));
    expect(relevanceOf(begun, aListing("Logo", "design"))).toBeGreaterThan(
      relevanceOf(begun, aListing("Logo animé")),
    );
  });
});
