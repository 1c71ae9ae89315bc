import { createHash } from "node:crypto";
import type { Client, Listing } from "@vc/client";
import { HttpProblem } from "@vc/http";
import type { FastifyInstance } from "fastify";
import { LRUCache } from "lru-cache";
import { topCategoryOf } from "../../app/market/card.ts";
import { idOfSlug } from "../../app/state/addresses.ts";
import type { Language } from "../../app/state/page-context.ts";
import type { Visitor } from "../api/public-api.ts";
import type { DrawCover } from "../build-output.ts";
import { visitorOf } from "../pages/visitor.ts";
import { drawListingPicture, HEADING_FONT } from "./draw-listing-picture.ts";

/** Some 60 KB each. */
const KEPT_PICTURES = 200;
/** A picture takes a core for up to a tenth of a second, and pages are rendered beside it. */
const DRAWN_AT_ONCE = 2;
/** More that wait are refused: a crowd is one picture, and so many different ones are a crawler's. */
const MOST_WAITING = 50;

/**
 * `/og/listing/{id}.png`: what networks show of a link to a listing. Drawn when it is asked for, once for each state of
 * what stands on it, and at most two at a time.
 */
export function addSharePictures(
  app: FastifyInstance,
  { apiFor, drawCover }: { apiFor: (visitor: Visitor) => Client; drawCover: DrawCover },
): void {
  const kept = new LRUCache<string, Promise<Buffer>>({ max: KEPT_PICTURES });
  const inTurn = turns(DRAWN_AT_ONCE, MOST_WAITING);

  function pictureOf(listing: Listing, topCategory: string, language: Language) {
    const { id, title, basePrice, seller } = listing;
    const shown = JSON.stringify([id, title, topCategory, basePrice, seller, language]);
    const tag = `"${createHash("sha256").update(shown).digest("base64url").slice(0, 22)}"`;
    const draw = () =>
      inTurn(() =>
        drawListingPicture(listing, drawCover({ id, title, topCategory }, HEADING_FONT), language),
      );
    const picture = kept.get(tag) ?? draw();
    kept.set(tag, picture);
    // What failed is drawn for the next who asks.
    picture.catch(() => kept.delete(tag));
    return { tag, picture };
  }

  app.get<{ Params: { file: string }; Querystring: { lang?: string } }>(
    "/og/listing/:file",
    async (request, reply) => {
      const listingId = idOfSlug(/^(.+)\.png$/.exec(request.params.file)?.[1] ?? "", "listing");
      if (listingId === undefined) return reply.callNotFound();
      const api = apiFor(visitorOf(request));
      const [listing, categories] = await Promise.all([
        api.GET("/v1/listings/{listingId}", { params: { path: { listingId } } }),
        api.GET("/v1/categories"),
      ]);
      if (listing.response.status === 404) return reply.callNotFound();
      if (listing.data === undefined || categories.data === undefined) {
        throw new HttpProblem(
          503,
          "unavailable",
          "This cannot be answered right now. Try again in a moment.",
        );
      }
      const top = topCategoryOf(listing.data.category, categories.data.items)?.id ?? "";
      const language = request.query.lang === "en" ? "en" : "fr";
      const { tag, picture } = pictureOf(listing.data, top, language);
      void reply
        .header("etag", tag)
        .header("cache-control", "public, max-age=3600")
        // Networks show it on pages of their own.
        .header("cross-origin-resource-policy", "cross-origin");
      if (request.headers["if-none-match"] === tag) return reply.code(304).send();
      return reply.type("image/png").send(await picture);
    },
  );
}

/** Runs at most so many at a time, the others in the order in which they came. */
function turns(atOnce: number, mostWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting)
        throw new HttpProblem(
          503,
          "unavailable",
          "Too many pictures wait to be drawn. Try again in a moment.",
        );
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place passes to the next one, or is free.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
