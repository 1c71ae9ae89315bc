import { createClient, type Listing } from "@vc/client";
import { afterEach, expect, it } from "vitest";
import { buildTestWeb } from "../../test/build-test-web.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const bareId = "01jd3k5m7p9r1t3v5x7z9b1d3f";
const address = `/og/listing/${bareId}.png`;

const listing: Listing = {
  id: `listing_${bareId}`,
  sellerId: "account_01jd3k5m7p9r1t3v5x7z9b1d3f",
  seller: { displayName: "Łukasz Élan", rating: 4.87, reviewCount: 12 },
  title: "Création d’un logo minimaliste",
  description: "Trois propositions.",
  category: "logo-design",
  tags: [],
  basePrice: { amount: 12_000, currency: "EUR" },
  deliveryDays: 5,
  briefInstructions: "",
  extras: [],
  revisionLimit: null,
  state: "published",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};
const name = { fr: "x", en: "x" };
const categories = { items: [{ id: "graphic-design", name, children: [{ id: "logo-design", name }] }] };

/** The host before an API whose listing the test sets; `null` is away. */
async function webWith(first: Listing | null) {
  let now = first;
  const covers: { id: string; topCategory: string }[] = [];
  const { app, stop } = await buildTestWeb(async () => new Response("page"), {
    drawCover: (cover) => {
      covers.push(cover);
      return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="9" height="9"/></svg>';
    },
    apiFor: () =>
      createClient({
        baseUrl: "http://api.test",
        patienceMs: 0,
        fetch: async ({ url }) => {
          if (now === null) return new Response(null, { status: 503 });
          if (url.endsWith("/categories")) return Response.json(categories);
          return url.endsWith(`/${now.id}`) ? Response.json(now) : new Response(null, { status: 404 });
        },
      }),
  });
  stops.push(stop);
  const set = (next: Listing) => {
    now = next;
  };
  return { app, covers, set };
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

it("real-clients 8a: draws the picture of a listing as a PNG of 1200 by 630, which may be kept and shown elsewhere", async () => {
  const { app, covers } = await webWith(listing);
  const { statusCode, headers, rawPayload } = await app.inject(address);
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=3600",
    "cross-origin-resource-policy": "cross-origin",
  });
  expect(rawPayload.subarray(1, 4).toString()).toBe("PNG");
  expect(sizeOf(rawPayload)).toEqual([1200, 630]);
  expect(covers).toEqual([{ id: listing.id, title: listing.title, topCategory: "graphic-design" }]);
});

it("draws once for many, and again for what changed or is in the other language", async () => {
  const { app, covers, set } = await webWith(listing);
  const many = await Promise.all(Array.from({ length: 5 }, () => app.inject(address)));
  expect(many.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  expect(covers).toHaveLength(1);
  const [{ headers, rawPayload } = { headers: {}, rawPayload: Buffer.alloc(0) }] = many;
  const same = await app.inject({ url: address, headers: { "if-none-match": String(headers.etag) } });
  expect([same.statusCode, same.rawPayload.length]).toEqual([304, 0]);
  const english = await app.inject(`${address}?lang=en`);
  expect(english.rawPayload.equals(rawPayload)).toBe(false);
  set({ ...listing, basePrice: { amount: 15_000, currency: "EUR" } });
  const dearer = await app.inject({ url: address, headers: { "if-none-match": String(headers.etag) } });
  expect(dearer.statusCode).toBe(200);
  expect(dearer.rawPayload.equals(rawPayload)).toBe(false);
  expect(covers).toHaveLength(3);
});

it.each([
  ["an emoji and another script", "🚀 Ελληνικά 日本 <b>&"],
  ["one long word", "a".repeat(120)],
])("draws a title with %s", async (_, title) => {
  const { app } = await webWith({ ...listing, title, seller: { ...listing.seller, rating: null } });
  expect(sizeOf((await app.inject(address)).rawPayload)).toEqual([1200, 630]);
});

it("has none for a listing that is not there, and says when the API is away", async () => {
  const { app } = await webWith(listing);
  expect((await app.inject("/og/listing/01jd3k5m7p9r1t3v5x7z9b1d3g.png")).statusCode).toBe(404);
  expect((await app.inject("/og/listing/x.png")).statusCode).toBe(404);
  expect((await app.inject(`/og/listing/${bareId}.gif`)).statusCode).toBe(404);
  const { app: away } = await webWith(null);
  const answer = await away.inject(address);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([503, "application/problem+json"]);
});
