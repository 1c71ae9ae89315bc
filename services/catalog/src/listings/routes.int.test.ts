import { ListingDeleted, ListingPaused, ListingPublished, ListingUpdated, Problem } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aListingRequest, buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let catalog: TestApp;
let sellerId: string;
const stranger = newId("account");

beforeAll(async () => {
  catalog = await buildTestApp();
  sellerId = await catalog.aSeller();
  await catalog.register(stranger, "Another Seller");
});
afterAll(() => catalog.stop());

const about = (listingId: string) => (data: { listingId: string }) => data.listingId === listingId;

describe("a new listing", () => {
  it("R4: has what its seller wrote, ids for its extras, and is a draft", async () => {
    const { status, body, headers } = await catalog.call(sellerId, "POST", "/v1/listings", aListingRequest());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...aListingRequest(),
      sellerId,
      seller: { displayName: "Zoé Martin", rating: null, reviewCount: 0 },
      extras: [{ id: expect.stringMatching(/^extra_/), title: "Carte de visite", extraDays: 2 }],
      state: "draft",
    });
    expect(headers.etag).toMatch(/^"1\.[\w-]{8}"$/);
    expect(headers.location).toBe(`/v1/listings/${body.id}`);
  });

  it("R4: without a revision limit revisions are unlimited", async () => {
    const { revisionLimit: _limit, ...request } = aListingRequest();
    const { body } = await catalog.call(sellerId, "POST", "/v1/listings", request);
    expect(body.revisionLimit).toBeNull();
  });

  it("R4: delivery takes 45 days at the most, all extras included", async () => {
    const extra = { title: "Suivi", price: { amount: 0, currency: "EUR" }, extraDays: 5 };
    const most = { ...aListingRequest(), deliveryDays: 40, extras: [extra] };
    expect((await catalog.call(sellerId, "POST", "/v1/listings", most)).status).toBe(201);
    const tooMuch = { ...most, extras: [extra, { ...extra, extraDays: 1 }] };
    const { status, body } = await catalog.call(sellerId, "POST", "/v1/listings", tooMuch);
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(["deliveryDays"]);
  });

  it("R4: says what a listing may hold, to anyone", async () => {
    const { body: limits } = await catalog.call(null, "GET", "/v1/listings/limits");
    const price = (amount: number) => ({ amount, currency: "EUR" });
    const create = (change: object) =>
      catalog.call(sellerId, "POST", "/v1/listings", { ...aListingRequest(), ...change });
    const extras = (count: number) =>
      Array.from({ length: count }, () => ({ title: "Suivi", price: price(0), extraDays: 0 }));
    const { maxExtras, maxDeliveryDays, maxTitleLength, minPriceCents } = limits;
    const most = {
      extras: extras(maxExtras),
      deliveryDays: maxDeliveryDays,
      title: "x".repeat(maxTitleLength),
    };
    expect((await create({ ...most, basePrice: price(minPriceCents) })).status).toBe(201);
    for (const [change, path] of [
      [{ extras: extras(maxExtras + 1) }, "extras"],
      [{ deliveryDays: maxDeliveryDays + 1 }, "deliveryDays"],
      [{ title: "x".repeat(maxTitleLength + 1) }, "title"],
      [{ basePrice: price(minPriceCents - 1) }, "basePrice.amount"],
      [{ revisionLimit: limits.maxRevisions + 1 }, "revisionLimit"],
    ] as const) {
      expect(pathsOf((await create(change)).body)).toContain(path);
    }
  });

  it("R4: bad input is 400 with the path of every error", async () => {
    const { status, body } = await catalog.call(sellerId, "POST", "/v1/listings", {
      ...aListingRequest(),
      title: "x",
      basePrice: { amount: 12.5, currency: "EUR" },
      extras: [{ title: "", price: { amount: -1, currency: "EUR" }, extraDays: 0 }],
      surprise: true,
    });
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(
      expect.arrayContaining(["title", "basePrice.amount", "extras.0.title", "extras.0.price.amount"]),
    );
    const category = { ...aListingRequest(), category: "graphic-design" };
    expect(pathsOf((await catalog.call(sellerId, "POST", "/v1/listings", category)).body)).toEqual([
      "category",
    ]);
  });

  it("needs a caller: 401 without a token", async () => {
    expect((await catalog.call(null, "POST", "/v1/listings", aListingRequest())).status).toBe(401);
  });
});

describe("R5: publishing", () => {
  it("R5: waits for a verified e-mail address, and is refused without one", async () => {
    const unverified = newId("account");
    await catalog.register(unverified, "Unverified", false);
    await catalog.activatePayouts(unverified);
    const { id } = await catalog.aDraft(unverified);
    const { status, body } = await catalog.call(unverified, "POST", `/v1/listings/${id}/publish`, {});
    expect({ status, code: body.code }).toEqual({ status: 409, code: "email_not_verified" });
  });

  it("R5: is refused without a payout account that can receive money", async () => {
    const unpaid = newId("account");
    await catalog.register(unpaid, "Unpaid");
    const { id } = await catalog.aDraft(unpaid);
    const { status, body } = await catalog.call(unpaid, "POST", `/v1/listings/${id}/publish`, {});
    expect({ status, code: body.code }).toEqual({ status: 409, code: "payout_account_missing" });
    expect((await catalog.call(unpaid, "GET", `/v1/listings/${id}`)).body.state).toBe("draft");
  });

  it("R5: a client may be quicker than the event that allows it", async () => {
    const quick = newId("account");
    await catalog.register(quick, "Quick");
    const { id } = await catalog.aDraft(quick);
    const publishing = catalog.call(quick, "POST", `/v1/listings/${id}/publish`, {});
    await catalog.activatePayouts(quick);
    expect((await publishing).status).toBe(200);
  });

  it("R5: publishes the whole listing, in sequence without gaps, and nothing for a repeat", async () => {
    const { id } = await catalog.aDraft(sellerId);
    // An edit of a draft publishes nothing: the publication is the first event.
    await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, { title: "Logo et identité" });
    for (const _twice of [1, 2]) {
      const { status, body } = await catalog.call(sellerId, "POST", `/v1/listings/${id}/publish`, {});
      expect({ status, state: body.state }).toEqual({ status: 200, state: "published" });
    }
    await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, {
      basePrice: { amount: 6_000, currency: "EUR" },
    });
    await catalog.call(sellerId, "POST", `/v1/listings/${id}/pause`, {});
    await catalog.call(sellerId, "DELETE", `/v1/listings/${id}`);

    const deleted = await catalog.neighbours.heard(ListingDeleted, about(id));
    const published = await catalog.neighbours.heard(ListingPublished, about(id));
    const updated = await catalog.neighbours.heard(ListingUpdated, about(id));
    const paused = await catalog.neighbours.heard(ListingPaused, about(id));
    expect([published, updated, paused, deleted].map((event) => event.sequence)).toEqual([1, 2, 3, 4]);
    expect([published, updated, paused, deleted].map((event) => event.data.state)).toEqual([
      "published",
      "published",
      "paused",
      "deleted",
    ]);
    expect(published.data).toMatchObject({
      sellerId,
      title: "Logo et identité",
      basePrice: 5_000,
      extras: [{ price: 2_000, extraDays: 2 }],
      revisionLimit: 2,
    });
    expect(updated.data.basePrice).toBe(6_000);
    expect(catalog.neighbours.timesHeard(ListingPublished, about(id))).toBe(1);
  });

  it("R5: only a published listing is paused", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const { status, body } = await catalog.call(sellerId, "POST", `/v1/listings/${id}/pause`, {});
    expect({ status, code: body.code }).toEqual({ status: 409, code: "action_not_allowed" });
  });
});

describe("editing", () => {
  it("R4: kept extras keep their ids, new ones get one, foreign ones are refused", async () => {
    const { id, extras } = await catalog.aDraft(sellerId);
    const [kept] = extras;
    const added = { title: "Papier à en-tête", price: { amount: 1_000, currency: "EUR" }, extraDays: 1 };
    const edited = await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, {
      extras: [{ ...kept, title: "Cartes de visite" }, added],
    });
    expect(edited.body.extras).toEqual([
      { ...kept, title: "Cartes de visite" },
      { ...added, id: expect.stringMatching(/^extra_/) },
    ]);
    const foreign = { ...added, id: newId("extra") };
    const refused = await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, { extras: [kept, foreign] });
    expect(pathsOf(refused.body)).toEqual(["extras.1.id"]);
  });

  it("R4: the 45 days hold for the listing as it would be", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const { status, body } = await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, {
      deliveryDays: 44,
    });
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(["deliveryDays"]);
  });

  it("is refused with 412 when the editor read an older version", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const read = await catalog.call(sellerId, "GET", `/v1/listings/${id}`);
    const etag = String(read.headers.etag);
    const edit = (title: string, ifMatch: string) =>
      catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, { title }, { "if-match": ifMatch });
    const first = await edit("Logo premier", etag);
    expect(first.status).toBe(200);
    expect(first.headers.etag).not.toBe(etag);
    const second = await edit("Logo second", etag);
    expect({ status: second.status, code: second.body.code }).toEqual({
      status: 412,
      code: "precondition_failed",
    });
    expect((await edit("Logo second", String(first.headers.etag))).status).toBe(200);
    expect((await edit("Logo troisième", "*")).status).toBe(200);
  });

  it("like every other change, is refused with 412 for an older version (RFC 9110, 13.1.1)", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const url = `/v1/listings/${id}`;
    const stale = '"7"';
    const change = (method: "POST" | "DELETE", path: string, ifMatch: string) =>
      catalog.call(sellerId, method, path, method === "POST" ? {} : undefined, { "if-match": ifMatch });
    expect((await change("POST", `${url}/publish`, stale)).status).toBe(412);
    const published = await change("POST", `${url}/publish`, '"1"');
    expect(published.status).toBe(200);
    expect((await change("POST", `${url}/pause`, stale)).status).toBe(412);
    expect((await change("DELETE", url, stale)).status).toBe(412);
    expect((await change("DELETE", url, `W/${published.headers.etag}`)).status).toBe(412);
    expect((await change("DELETE", url, String(published.headers.etag))).status).toBe(204);
  });

  it("of two edits of one version at the same moment one is refused", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const edits = ["Logo A", "Logo B", "Logo C"].map((title) =>
      catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, { title }, { "if-match": '"1"' }),
    );
    const statuses = (await Promise.all(edits)).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 412, 412]);
  });
});

describe("R3: a listing", () => {
  it("R3: with a contact detail anywhere in its words is refused, by field", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const url = `/v1/listings/${id}`;
    const edit = (change: object) => catalog.call(sellerId, "PATCH", url, change);
    const extras = [{ title: "Écrivez à a@b.fr", price: { amount: 500, currency: "EUR" }, extraDays: 0 }];
    const refused = await edit({ title: "Logo, 06 12 34 56 78", tags: ["logo", "t.me/jean"], extras });
    expect(refused.status).toBe(400);
    expect(pathsOf(refused.body)).toEqual(["title", "tags.1", "extras.0.title"]);
    expect((await edit({ title: "Un logo et logo@2x.png" })).status).toBe(200);
  });
});

describe("a listing that its reader has already", () => {
  it("answers 304 while nothing has changed, and only its reader may cache it", async () => {
    const { id } = await catalog.aPublished(sellerId);
    const read = (who: string | null, headers: Record<string, string> = {}) =>
      catalog.call(who, "GET", `/v1/listings/${id}`, undefined, headers);
    const first = await read(null);
    expect(first.headers).toMatchObject({ "cache-control": "public, no-cache", vary: "authorization" });
    const known = { "if-none-match": `"x", ${first.headers.etag}` };
    expect((await read(null, known)).status).toBe(304);
    const own = await read(sellerId);
    expect(own.headers["cache-control"]).toBe("private, no-cache");
    await catalog.call(sellerId, "PATCH", `/v1/listings/${id}`, { title: "Un autre logo" });
    expect((await read(null, known)).status).toBe(200);
    const categories = await catalog.call(null, "GET", "/v1/categories");
    const again = { "if-none-match": String(categories.headers.etag) };
    expect((await catalog.call(null, "GET", "/v1/categories", undefined, again)).status).toBe(304);
    const mine = await catalog.call(sellerId, "GET", "/v1/listings?sellerId=me");
    expect(mine.headers["cache-control"]).toBe("no-store");
  });
});

describe("R41: whose a listing is", () => {
  it("R6: every caller reads a published one; only its seller reads a draft or paused one", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const url = `/v1/listings/${id}`;
    const statusFor = async (who: string | null) => (await catalog.call(who, "GET", url)).status;
    expect([await statusFor(null), await statusFor(stranger), await statusFor(sellerId)]).toEqual([
      404, 404, 200,
    ]);
    await catalog.call(sellerId, "POST", `${url}/publish`, {});
    expect([await statusFor(null), await statusFor(stranger)]).toEqual([200, 200]);
    await catalog.call(sellerId, "POST", `${url}/pause`, {});
    expect([await statusFor(null), await statusFor(stranger), await statusFor(sellerId)]).toEqual([
      404, 404, 200,
    ]);
  });

  it("R41: answers 404 to commands of other accounts on a published listing, and 401 without a token", async () => {
    const { id } = await catalog.aPublished(sellerId);
    const commands = [
      ["PATCH", "", { title: "Mine now" }],
      ["DELETE", "", undefined],
      ["POST", "/publish", {}],
      ["POST", "/pause", {}],
    ] as const;
    for (const [method, action, body] of commands) {
      const url = `/v1/listings/${id}${action}`;
      expect((await catalog.call(stranger, method, url, body)).status).toBe(404);
      expect((await catalog.call(null, method, url, body)).status).toBe(401);
    }
    expect((await catalog.call(null, "GET", `/v1/listings/${id}`)).body.title).toBe(aListingRequest().title);
  });

  it("answers 404 for a deleted listing to its seller too", async () => {
    const { id } = await catalog.aPublished(sellerId);
    expect((await catalog.call(sellerId, "DELETE", `/v1/listings/${id}`)).status).toBe(204);
    expect((await catalog.call(sellerId, "GET", `/v1/listings/${id}`)).status).toBe(404);
    expect((await catalog.call(sellerId, "DELETE", `/v1/listings/${id}`)).status).toBe(404);
    expect((await catalog.call(sellerId, "POST", `/v1/listings/${id}/publish`, {})).status).toBe(404);
  });

  it("a malformed id is 400 with its path", async () => {
    const { status, body } = await catalog.call(null, "GET", "/v1/listings/17");
    expect(status).toBe(400);
    expect(pathsOf(body)).toEqual(["listingId"]);
  });
});

describe("R6: the page to share", () => {
  it("R6: carries Open Graph data, and shows texts as texts", async () => {
    const { id } = await catalog.aPublished(sellerId, {
      title: 'Logo "gras" & <script>alert(1)</script>',
      description: `Un logo${" qui se voit de loin".repeat(30)}`,
    });
    const { status, body, headers } = await catalog.call(null, "GET", `/v1/listings/${id}/page`);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body).toContain(
      '<meta property="og:title" content="Logo &quot;gras&quot; &amp; &lt;script&gt;alert(1)&lt;/script&gt;">',
    );
    expect(body).toContain(
      `<meta property="og:url" content="https://vendor.example/microservice/${id.slice("listing_".length)}">`,
    );
    expect(body).toMatch(/<meta property="og:description" content="Un logo qui se voit[^"<]{100,200}…">/);
    const picture = `https://vendor.example/og/listing/${id.slice("listing_".length)}.png`;
    expect(body).toContain(`<meta property="og:image" content="${picture}">`);
    expect(body).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(body).not.toContain("<script");
  });

  it("R6: there is none for what is not published", async () => {
    const { id } = await catalog.aDraft(sellerId);
    expect((await catalog.call(sellerId, "GET", `/v1/listings/${id}/page`)).status).toBe(404);
  });

  it("real-clients 8d: people who open what is not there get a page in their language, programs a problem", async () => {
    const { id } = await catalog.aDraft(sellerId);
    const open = (language: string, accept = "text/html,*/*;q=0.8") =>
      catalog.call(null, "GET", `/v1/listings/${id}/page`, undefined, {
        accept,
        "accept-language": language,
      });
    const french = await open("fr-FR,fr;q=0.9,en;q=0.8");
    expect(french).toMatchObject({ status: 404, body: expect.stringContaining("Cette page n’existe plus") });
    expect(french.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect((await open("en-GB")).body).toContain('<html lang="en">');
    expect((await open("en-GB", "application/json")).body).toMatchObject({ code: "not_found" });
  });

  it("real-clients 8b, 8c: leads to where it can be ordered, in the visitor's language", async () => {
    const { id } = await catalog.aPublished(sellerId);
    const bareId = id.slice("listing_".length);
    const headers = { "accept-language": "en-US,en;q=0.9" };
    const { body } = await catalog.call(null, "GET", `/v1/listings/${id}/page`, undefined, headers);
    expect(body).toContain(
      `<a class="order" href="https://vendor.example/en/service/${bareId}">See and order</a>`,
    );
    expect(body).toContain("delivered in 5 days");
  });

  it("hunt F13, F21: cuts no emoji in two, and rounds no rating up", async () => {
    const rated = await catalog.aSeller("Rated");
    await catalog.rate(rated, 4.95, 19);
    const { id } = await catalog.aPublished(rated, { description: `a${"😀".repeat(450)}` });
    const { body } = await catalog.call(null, "GET", `/v1/listings/${id}/page`);
    expect(body).toContain("4,9/5 (19 avis)");
    expect(body).toMatch(/og:description" content="a(?:😀)+…"/u);
    expect(body.isWellFormed()).toBe(true);
  });
});

it("R4: the categories are public", async () => {
  const { status, body } = await catalog.call(null, "GET", "/v1/categories");
  expect(status).toBe(200);
  expect(body.items[0]).toMatchObject({
    id: "graphic-design",
    name: { fr: "Graphisme", en: "Graphic design" },
  });
});

function pathsOf(body: unknown): string[] {
  return (Problem.parse(body).errors ?? []).map((error) => error.path);
}
