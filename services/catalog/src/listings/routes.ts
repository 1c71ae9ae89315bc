import {
  CreateListingRequest,
  id,
  Listing as ListingSchema,
  Problem,
  pageOf,
  SearchListingsQuery,
  UpdateListingRequest,
} from "@vc/contracts";
import { type App, callerOf, HttpProblem, notFound } from "@vc/http";
import { eventually } from "@vc/service";
import { z } from "zod";
import type { CatalogDeps } from "../deps.ts";
import type { ListingOutcome } from "./change-listing.ts";
import type { Listing } from "./listing.ts";
import { LISTING_PAGE_POLICY, renderListingPage } from "./listing-page.ts";
import { acceptedVersions, etagOf, toListingView } from "./view.ts";

const ListingParams = z.object({ listingId: id("listing") });
const tags = ["listings"];

type Refusal = Extract<ListingOutcome, { kind: "refused" }>["reason"];

/** What a refused command answers. */
const refusals = {
  not_found: () => notFound("There is no such listing of yours."),
  precondition_failed: () =>
    new HttpProblem(412, "precondition_failed", "The listing was changed since you read it: read it again."),
  action_not_allowed: () =>
    new HttpProblem(409, "action_not_allowed", "The listing's state does not allow this."),
  email_not_verified: () =>
    new HttpProblem(409, "email_not_verified", "Verify your e-mail address before you publish."),
  payout_account_missing: () =>
    new HttpProblem(409, "payout_account_missing", "Set up a payout account before you publish."),
} satisfies Record<Refusal, () => HttpProblem>;

function listingOf(outcome: ListingOutcome): Listing {
  if (outcome.kind === "done") return outcome.listing;
  if (outcome.kind === "refused") throw refusals[outcome.reason]();
  throw new HttpProblem(400, "invalid_request", "Some fields are not valid.", {
    errors: [...outcome.problems],
  });
}

export function addListingRoutes(app: App, deps: CatalogDeps): void {
  const { listings, sellers, writer, searchListings, publicUrl } = deps;

  async function show(listing: Listing) {
    const sellerOf = await sellers.viewsOf([listing.sellerId]);
    return toListingView(listing, sellerOf(listing.sellerId));
  }

  app.get(
    "/v1/listings",
    {
      config: { access: "optional" },
      schema: {
        tags,
        summary: "Search published listings, or list one's own with sellerId=me",
        querystring: SearchListingsQuery,
        response: { 200: pageOf(ListingSchema) },
      },
    },
    async ({ query, caller }) => {
      if (query.sellerId !== "me") return searchListings(query, { kind: "published" });
      if (caller === null)
        throw new HttpProblem(401, "unauthenticated", "sellerId=me needs an access token.");
      return searchListings(query, { kind: "own", sellerId: caller.accountId });
    },
  );

  app.get(
    "/v1/listings/:listingId",
    {
      config: { access: "optional" },
      schema: {
        tags,
        summary: "A published listing, or one's own in any state",
        params: ListingParams,
        response: { 200: ListingSchema },
      },
    },
    async ({ params, caller }, reply) => {
      const listing = await listings.find(params.listingId);
      const isVisible = listing?.state === "published" || listing?.sellerId === caller?.accountId;
      if (listing === null || !isVisible) throw notFound("There is no such listing.");
      void reply.header("etag", etagOf(listing));
      return show(listing);
    },
  );

  app.get(
    "/v1/listings/:listingId/page",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "A published listing as an HTML page with Open Graph data, for sharing",
        produces: ["text/html"],
        params: ListingParams,
        response: { 200: z.string().describe("the page") },
      },
    },
    async ({ params }, reply) => {
      const listing = await listings.find(params.listingId);
      if (listing?.state !== "published") throw notFound("There is no such listing.");
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", LISTING_PAGE_POLICY)
        .send(renderListingPage(await show(listing), publicUrl));
    },
  );

  app.post(
    "/v1/listings",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Begin a listing, as a draft",
        body: CreateListingRequest,
        response: { 201: ListingSchema },
      },
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      const listing = listingOf(await writer.createListing(accountId, request.body));
      // Only for the name in the answer: an account that is a moment old may not be known here yet.
      await eventually(async () => (await sellers.isKnown(accountId)) || null);
      void reply.header("etag", etagOf(listing)).header("location", `/v1/listings/${listing.id}`);
      return reply.code(201).send(await show(listing));
    },
  );

  app.patch(
    "/v1/listings/:listingId",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Edit a listing; with If-Match only if it is the version that was read",
        params: ListingParams,
        headers: z.looseObject({
          "if-match": z.string().max(500).optional().describe("the ETag of the listing that was read"),
        }),
        body: UpdateListingRequest,
        response: { 200: ListingSchema, 412: Problem },
      },
    },
    async (request, reply) => {
      const accepts = acceptedVersions(request.headers["if-match"]);
      const { accountId } = callerOf(request);
      const listing = listingOf(
        await writer.editListing(accountId, request.params.listingId, request.body, accepts),
      );
      void reply.header("etag", etagOf(listing));
      return show(listing);
    },
  );

  app.delete(
    "/v1/listings/:listingId",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Delete a listing; orders of it go on",
        params: ListingParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      listingOf(await writer.deleteListing(callerOf(request).accountId, request.params.listingId));
      return reply.code(204).send(null);
    },
  );

  const stateRoutes = [
    {
      action: "publish",
      summary: "Publish a listing: from now on it can be ordered",
      run: writer.publishListing,
    },
    {
      action: "pause",
      summary: "Pause a listing: it cannot be ordered or found until then",
      run: writer.pauseListing,
    },
  ] as const;
  for (const { action, summary, run } of stateRoutes) {
    app.post(
      `/v1/listings/:listingId/${action}`,
      {
        config: { access: "signed_in" },
        schema: { tags, summary, params: ListingParams, response: { 200: ListingSchema } },
      },
      async (request, reply) => {
        const listing = listingOf(await run(callerOf(request).accountId, request.params.listingId));
        void reply.header("etag", etagOf(listing));
        return show(listing);
      },
    );
  }
}
