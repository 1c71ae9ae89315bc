import { z } from "zod";
import {
  Category,
  CreateListingRequest,
  Listing,
  ListingLimits,
  ListingSearchPage,
  SearchListingsQuery,
  UpdateListingRequest,
} from "../http/catalog.ts";
import { pageOf } from "../http/paging.ts";
import { id } from "../primitives.ts";
import { defineEndpoints } from "./define-endpoints.ts";

const ListingParams = z.object({ listingId: id("listing") });
const IfMatch = z.looseObject({
  "if-match": z.string().max(500).optional().describe("the ETag of the listing that was read"),
});

const ETAG = "the version, for If-Match of a change";
const OneListing = { schema: Listing, headers: { etag: ETAG } } as const;

export const catalogEndpoints = defineEndpoints("catalog", {
  listCategories: {
    method: "GET",
    path: "/v1/categories",
    access: "public",
    tag: "listings",
    summary: "All categories, in two levels",
    answers: { 200: pageOf(Category) },
  },
  searchListings: {
    method: "GET",
    path: "/v1/listings",
    access: "optional",
    tag: "listings",
    summary: "Search published listings, or list one's own with sellerId=me",
    query: SearchListingsQuery,
    answers: { 200: ListingSearchPage },
  },
  createListing: {
    method: "POST",
    path: "/v1/listings",
    access: "signed_in",
    tag: "listings",
    summary: "Begin a listing, as a draft",
    body: CreateListingRequest,
    publicWords: ["title", "description", "tags", "briefInstructions", "extras"],
    answers: { 201: { schema: Listing, headers: { etag: ETAG, location: "the path of the listing" } } },
  },
  getListingLimits: {
    method: "GET",
    path: "/v1/listings/limits",
    access: "public",
    tag: "listings",
    summary: "What a listing may hold: lengths, prices, days, extras, revisions (R4)",
    answers: { 200: ListingLimits },
  },
  getListing: {
    method: "GET",
    path: "/v1/listings/:listingId",
    access: "optional",
    tag: "listings",
    summary: "A published listing, or one's own in any state",
    params: ListingParams,
    answers: { 200: OneListing },
  },
  getListingPage: {
    method: "GET",
    path: "/v1/listings/:listingId/page",
    access: "public",
    tag: "listings",
    summary: "A published listing as an HTML page with Open Graph data, for sharing",
    params: ListingParams,
    answers: { 200: { schema: z.string().describe("the page"), mediaType: "text/html" } },
  },
  updateListing: {
    method: "PATCH",
    path: "/v1/listings/:listingId",
    access: "signed_in",
    tag: "listings",
    summary: "Edit a listing; with If-Match only if it is the version that was read",
    params: ListingParams,
    headers: IfMatch,
    body: UpdateListingRequest,
    publicWords: ["title", "description", "tags", "briefInstructions", "extras"],
    answers: { 200: OneListing },
    problems: ["precondition_failed", "action_not_allowed"],
  },
  deleteListing: {
    method: "DELETE",
    path: "/v1/listings/:listingId",
    access: "signed_in",
    tag: "listings",
    summary: "Delete a listing; orders of it go on",
    params: ListingParams,
    headers: IfMatch,
    answers: { 204: z.null() },
    problems: ["precondition_failed", "action_not_allowed"],
  },
  publishListing: {
    method: "POST",
    path: "/v1/listings/:listingId/publish",
    access: "signed_in",
    tag: "listings",
    summary: "Publish a listing: from now on it can be ordered",
    params: ListingParams,
    headers: IfMatch,
    answers: { 200: OneListing },
    problems: ["precondition_failed", "email_not_verified", "payout_account_missing", "action_not_allowed"],
  },
  pauseListing: {
    method: "POST",
    path: "/v1/listings/:listingId/pause",
    access: "signed_in",
    tag: "listings",
    summary: "Pause a listing: it cannot be ordered or found until then",
    params: ListingParams,
    headers: IfMatch,
    answers: { 200: OneListing },
    problems: ["precondition_failed", "action_not_allowed"],
  },
});
