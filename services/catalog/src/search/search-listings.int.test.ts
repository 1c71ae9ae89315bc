import type { Listing } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { migrations } from "../listings/migrations.ts";

let catalog: TestApp;
let zoe: string;
let adam: string;
const byName: Record<string, Listing> = {};

const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" as const });

/** Listings by their names below; every one is published but the draft. */
beforeAll(async () => {
  catalog = await buildTestApp();
  zoe = await catalog.aSeller("Zoé");
  adam = await catalog.aSeller("Adam");
  await catalog.rate(adam, 4.6, 12);
  const plain = { tags: [], extras: [], briefInstructions: "", revisionLimit: null };
  const terms = {
    logo: {
      title: "Création de logos uniques",
      description: "Trois propositions pour votre marque.",
      category: "logo-design",
      basePrice: euros(80),
      deliveryDays: 4,
    },
    tagged: {
      title: "Identité de marque complète",
      description: "Tout ce qu'il faut pour se montrer.",
      category: "print-design",
      tags: ["logo", "charte"],
      basePrice: euros(300),
      deliveryDays: 20,
    },
    text: {
      title: "Cartes de visite élégantes",
      description: "Je place votre logo sur une carte de visite.",
      category: "business-cards",
      basePrice: euros(30),
      deliveryDays: 2,
    },
    translation: {
      title: "I translate your website",
      description: "From French to English, with care for every word.",
      category: "website-localisation",
      basePrice: euros(120),
      deliveryDays: 7,
    },
    video: {
      title: "Montage de vidéos courtes",
      description: "Des vidéos pour vos réseaux sociaux.",
      category: "video-editing",
      basePrice: euros(80),
      deliveryDays: 3,
    },
  };
  for (const [name, given] of Object.entries(terms)) {
    byName[name] = await catalog.aPublished(name === "translation" ? adam : zoe, { ...plain, ...given });
  }
  byName.draft = await catalog.aDraft(zoe, { ...plain, ...terms.logo, title: "Logo en préparation" });
});
afterAll(() => catalog.stop());

/** The names of what a search finds, in its order. */
async function found(query: string, who: string | null = null): Promise<string[]> {
  const { status, body } = await catalog.call(who, "GET", `/v1/listings?${query}`);
  expect(status).toBe(200);
  return body.items.map(nameOf);
}

/** The same with what the search was read as. */
async function read(query: string) {
  const { body } = await catalog.call(null, "GET", `/v1/listings?${query}`);
  return { names: body.items.map(nameOf), search: body.search };
}

function nameOf({ id }: { id: string }): string {
  return Object.entries(byName).find(([, listing]) => listing.id === id)?.[0] ?? id;
}

describe("R6: search for words", () => {
  it("R6: ranks the title above the tags, and the tags above the text", async () => {
    expect(await found("q=logo")).toEqual(["logo", "tagged", "text"]);
  });

  it.each(["creation", "CRÉATION", "créations logo", "Logos uniques"])(
    "R6: accents, case and word forms do not matter: %s",
    async (q) => {
      expect((await found(`q=${encodeURIComponent(q)}`))[0]).toBe("logo");
    },
  );

  it("R6: English word forms match, and French words find by category what is written in English", async () => {
    expect(await found("q=translating+websites")).toEqual(["translation"]);
    expect(await found("q=traductions")).toEqual(["translation"]);
  });

  it("R6: every word counts, and the last may be begun only", async () => {
    expect(await read("q=montage+vid")).toMatchObject({ names: ["video"], search: { match: "all" } });
    expect(await read("q=vid+montage")).toMatchObject({ names: ["video"], search: { match: "most" } });
  });

  it("real-clients 10a: where no listing has every word, those with most of them are found, and it says so", async () => {
    expect(await read("q=logo+uniques+marque+marron")).toEqual({
      names: ["logo"],
      search: { match: "most", corrections: [] },
    });
    expect((await found("q=montage+logo")).sort()).toEqual(["logo", "tagged", "text", "video"]);
    expect(await found("q=montage+logo&sort=price")).toEqual(["text", "logo", "video", "tagged"]);
    expect(await read("q=marron")).toEqual({ names: [], search: { match: "all", corrections: [] } });
  });

  it("real-clients 10a: a word of five letters or more may have one letter wrong", async () => {
    expect(await read("q=logoo+carte")).toEqual({
      names: ["text"],
      search: { match: "all", corrections: [{ typed: "logoo", read: "logo" }] },
    });
    expect(await found("q=montqge")).toEqual(["video"]);
    expect(await found("q=vidoe")).toEqual(["video"]);
    expect(await found("q=logp")).toEqual([]);
    expect(await found("q=logooo")).toEqual([]);
  });

  it("hunt F4: a word that only looks like a stop word is searched for", async () => {
    const { id } = await catalog.aPublished(zoe, { title: "Logo pour votre salon de thé" });
    expect(await found("q=thé")).toEqual([id]);
    expect(await found("q=the")).toEqual([id]);
    expect(await found(`q=${encodeURIComponent("été")}`)).toEqual([]);
    expect((await found("q=logo+thé"))[0]).toBe(id);
    await catalog.call(zoe, "DELETE", `/v1/listings/${id}`);
  });

  it("real-clients 10b: a search without a word finds nothing, and says so; without a search there is none to read", async () => {
    expect(await read("q=%E2%80%93+!!")).toEqual({
      names: [],
      search: { match: "no_words", corrections: [] },
    });
    expect(await read("q=pour+vous")).toEqual({ names: [], search: { match: "all", corrections: [] } });
    expect(await read("q=")).toMatchObject({ search: null });
    expect(await found("q=++")).toHaveLength(5);
    expect(await read("")).toMatchObject({ search: null });
  });

  it("R6: pages hold together behind what has every word", async () => {
    const whole = await found("q=logo+marque+propositions");
    expect(whole).toEqual(["logo", "tagged"]);
    const names: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await catalog.call(
        null,
        "GET",
        `/v1/listings?q=logo+marque+propositions&limit=1${cursor}`,
      );
      names.push(...body.items.map(nameOf));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(names).toEqual(whole);
  });

  it("a listing that was stored before its words were read this way is found after the migration", async () => {
    const { platform } = catalog;
    const before = { title: ["carte"], tags: [], all: ["carte"], begins: [] };
    const stored = platform.db.collection("listings");
    await stored.updateOne({ title: "Cartes de visite élégantes" }, { $set: { search: before } });
    expect(await found("q=visites")).toEqual([]);
    for (const migration of migrations) await migration.run(platform.database);
    expect(await found("q=visites")).toEqual(["text"]);
  });

  it("R6: an edit is found at once, and what was paused no more", async () => {
    const { id } = await catalog.aPublished(zoe, { title: "Podcast mensuel", category: "podcasts" });
    await catalog.call(zoe, "PATCH", `/v1/listings/${id}`, { title: "Jingle de radio" });
    expect(await found("q=mensuel")).toEqual([]);
    expect(await found("q=jingles")).toEqual([id]);
    await catalog.call(zoe, "POST", `/v1/listings/${id}/pause`, {});
    expect(await found("q=jingles")).toEqual([]);
    await catalog.call(zoe, "DELETE", `/v1/listings/${id}`);
  });
});

describe("R6: filters and orders", () => {
  it.each([
    ["category=graphic-design&sort=price", ["text", "logo", "tagged"]],
    ["category=logo-design", ["logo"]],
    ["minPrice=8000&maxPrice=12000&sort=-price", ["translation", "video", "logo"]],
    ["maxDeliveryDays=3&sort=newest", ["video", "text"]],
    ["minRating=4.5", ["translation"]],
    ["minRating=4.7", []],
    ["q=logo&sort=price", ["text", "logo", "tagged"]],
    ["q=logo&category=print-design", ["tagged"]],
    ["sort=price", ["text", "logo", "video", "translation", "tagged"]],
    ["sort=-price", ["tagged", "translation", "video", "logo", "text"]],
    ["", ["video", "translation", "text", "tagged", "logo"]],
    ["sort=relevance", ["video", "translation", "text", "tagged", "logo"]],
  ])("R6: %s", async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it("hunt F18: an empty filter of a form is none", async () => {
    const all = await found("");
    const empty =
      "q=&maxPrice=&minPrice=&minRating=&maxDeliveryDays=&category=&sellerId=&sort=&limit=&cursor=";
    expect(await found(empty)).toEqual(all);
    expect(await found("maxPrice=&category=logo-design")).toEqual(["logo"]);
  });

  it("R6: sorted by rating, the best rated come first, with their seller's figures", async () => {
    const { body } = await catalog.call(null, "GET", "/v1/listings?sort=rating");
    expect(nameOf(body.items[0])).toBe("translation");
    expect(body.items[0].seller).toEqual({ displayName: "Adam", rating: 4.6, reviewCount: 12 });
    expect(body.items[1].seller).toEqual({ displayName: "Zoé", rating: null, reviewCount: 0 });
  });

  it("R6: cards are the same listings, with what is long empty", async () => {
    const list = async (view: string) =>
      (await catalog.call(null, "GET", `/v1/listings?view=${view}`)).body.items;
    const empty = { description: "", briefInstructions: "", extras: [] };
    const wholes: object[] = await list("whole");
    expect(await list("card")).toEqual(wholes.map((whole) => ({ ...whole, ...empty })));
  });

  it("R6: of one seller, published ones; of oneself, all", async () => {
    expect(await found(`sellerId=${adam}`)).toEqual(["translation"]);
    expect(await found(`sellerId=${zoe}&q=logo`)).not.toContain("draft");
    expect(await found("sellerId=me", zoe)).toEqual(["draft", "video", "text", "tagged", "logo"]);
    expect(await found("sellerId=me", adam)).toEqual(["translation"]);
    expect(await found("sellerId=me", newId("account"))).toEqual([]);
    expect((await catalog.call(null, "GET", "/v1/listings?sellerId=me")).status).toBe(401);
  });

  it("R35: a new rating reaches listings that are there, and those that come", async () => {
    const late = await catalog.aSeller("Late");
    const before = await catalog.aPublished(late);
    await catalog.rate(late, 5, 1);
    const after = await catalog.aPublished(late);
    expect(await found(`minRating=5&sellerId=${late}`)).toEqual([after.id, before.id]);
    for (const { id } of [before, after]) await catalog.call(late, "DELETE", `/v1/listings/${id}`);
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["minPrice=cheap", "minPrice"],
    ["maxPrice=0x1F4", "maxPrice"],
    ["maxPrice=1e3", "maxPrice"],
    ["minRating=%204", "minRating"],
    ["limit=%20", "limit"],
    ["sort=best", "sort"],
    ["category=gardening", "category"],
    ["cursor=x", "cursor"],
    ["sellerId=you", "sellerId"],
  ])("R6: bad input is 400 with its path: %s", async (query, path) => {
    const { status, body } = await catalog.call(null, "GET", `/v1/listings?${query}`);
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });
});

describe("R6: pages", () => {
  it.each(["sort=newest", "sort=price", "sort=-price", "sort=rating", "q=logo"])(
    "R6: by %s, pages of one hold together what one long page does",
    async (query) => {
      const whole = await found(query);
      const names: string[] = [];
      for (let cursor = ""; ; ) {
        const { body } = await catalog.call(null, "GET", `/v1/listings?${query}&limit=1${cursor}`);
        names.push(...body.items.map(nameOf));
        if (body.nextCursor === null) break;
        cursor = `&cursor=${body.nextCursor}`;
      }
      expect(names).toEqual(whole);
    },
  );

  it("R6: what is published between two pages neither repeats nor hides anything", async () => {
    const first = await catalog.call(null, "GET", "/v1/listings?limit=2");
    const { id } = await catalog.aPublished(zoe);
    const rest = await found(`cursor=${first.body.nextCursor}`);
    expect([...first.body.items.map(nameOf), ...rest]).toEqual([
      "video",
      "translation",
      "text",
      "tagged",
      "logo",
    ]);
    await catalog.call(zoe, "DELETE", `/v1/listings/${id}`);
  });
});
