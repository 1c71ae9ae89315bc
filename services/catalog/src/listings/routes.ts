import { catalogEndpoints as endpoints, type Listing as ListingView, listingLimits } from "@vc/contracts";
import { type App, addEndpoint, type Caller, HttpProblem, localeOf, notFound } from "@vc/http";
import { eventually } from "@vc/service";
import {
  createListing,
  deleteListing,
  editListing,
  type ListingOutcome,
  type ListingTarget,
  type ListingWrites,
  pauseListing,
  publishListing,
} from "./change-listing.ts";
import type { Listing } from "./listing.ts";
import { LISTING_PAGE_POLICY, renderListingPage } from "./listing-page.ts";
import { acceptedVersions, etagOf, toListingView } from "./view.ts";

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

export interface ListingRoutesDeps extends ListingWrites {
  /** Where the gateway is reached from outside; shared pages name it. */
  readonly publicUrl: string;
}

export function addListingRoutes(app: App, deps: ListingRoutesDeps): void {
  async function present(listing: Listing) {
    const sellerOf = await deps.sellers.viewsOf([listing.sellerId]);
    return toListingView(listing, sellerOf(listing.sellerId));
  }

  /** Gives a listing with its version, which a change names in `If-Match`. */
  async function presentVersion(listing: Listing, reply: VersionedReply) {
    const shown = await present(listing);
    void reply.header("etag", etagOf(listing.version, shown));
    return shown;
  }

  addReadingRoutes(app, deps, { present, presentVersion });
  addWritingRoutes(app, deps, { presentVersion });
}

interface VersionedReply {
  header(name: "etag", value: string): unknown;
}

type Present = (listing: Listing) => Promise<ListingView>;
type PresentVersion = (listing: Listing, reply: VersionedReply) => Promise<ListingView>;

function addReadingRoutes(
  app: App,
  { listings, publicUrl }: ListingRoutesDeps,
  { present, presentVersion }: { present: Present; presentVersion: PresentVersion },
): void {
  addEndpoint(app, endpoints.getListingLimits, async () => listingLimits);

  addEndpoint(app, endpoints.getListing, async ({ params, caller }, reply) => {
    const listing = await listings.find(params.listingId);
    const isVisible = listing?.state === "published" || listing?.sellerId === caller?.accountId;
    if (listing === null || !isVisible) throw notFound("There is no such listing.");
    return presentVersion(listing, reply);
  });

  addEndpoint(app, endpoints.getListingPage, async ({ params, headers }, reply) => {
    const listing = await listings.find(params.listingId);
    if (listing?.state !== "published") throw notFound("There is no such listing.");
    void reply
      .type("text/html; charset=utf-8")
      .headers({ "content-security-policy": LISTING_PAGE_POLICY, vary: "accept-language" });
    return renderListingPage(await present(listing), publicUrl, localeOf(headers["accept-language"]));
  });
}

function addWritingRoutes(
  app: App,
  deps: ListingRoutesDeps,
  { presentVersion }: { presentVersion: PresentVersion },
): void {
  addEndpoint(app, endpoints.createListing, async ({ caller, body }, reply) => {
    const listing = listingOf(await createListing(deps, caller.accountId, body));
    // Only for the name in the answer: a new account may not be known here yet.
    await eventually(async () => (await deps.sellers.isKnown(caller.accountId)) || null);
    void reply.header("location", `/v1/listings/${listing.id}`);
    return presentVersion(listing, reply);
  });

  addEndpoint(app, endpoints.updateListing, async ({ caller, params, headers, body }, reply) => {
    const target = targetOf(caller, params, headers);
    return presentVersion(listingOf(await editListing(deps, target, body)), reply);
  });

  addEndpoint(app, endpoints.deleteListing, async ({ caller, params, headers }) =>
    listingOf(await deleteListing(deps, targetOf(caller, params, headers))),
  );

  addEndpoint(app, endpoints.publishListing, async ({ caller, params, headers }, reply) =>
    presentVersion(listingOf(await publishListing(deps, targetOf(caller, params, headers))), reply),
  );

  addEndpoint(app, endpoints.pauseListing, async ({ caller, params, headers }, reply) =>
    presentVersion(listingOf(await pauseListing(deps, targetOf(caller, params, headers))), reply),
  );
}

/** The listing that a request is to change, as its sender knows it. */
function targetOf(
  caller: Caller,
  { listingId }: { listingId: string },
  headers: { "if-match"?: string | undefined },
): ListingTarget {
  return { sellerId: caller.accountId, listingId, accepts: acceptedVersions(headers["if-match"]) };
}
