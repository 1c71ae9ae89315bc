import { catalogEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem } from "@vc/http";
import type { ListingSearch } from "./search-listings.ts";

export interface SearchRoutesDeps {
  readonly searchListings: ListingSearch;
}

/** R6: the published listings of all sellers, or all of one's own. */
export function addSearchRoutes(app: App, { searchListings }: SearchRoutesDeps): void {
  addEndpoint(app, endpoints.searchListings, ({ query, caller }) => {
    if (query.sellerId !== "me") return searchListings(query, { kind: "published" });
    if (caller === null) throw new HttpProblem(401, "unauthenticated", "sellerId=me needs an access token.");
    return searchListings(query, { kind: "own", sellerId: caller.accountId });
  });
}
