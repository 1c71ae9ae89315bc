import { must } from "@vc/client";
import { visitor } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { type Route, routesOf } from "./openapi.ts";
import { testWorld } from "./test-platform.ts";

/** Every route of the running platform, or of one service of it, by its OpenAPI document. */
export async function allRoutes(baseUrl = testWorld().gatewayUrl): Promise<Route[]> {
  return routesOf(must(await ask({ ...visitor(testWorld()), baseUrl }, "GET", "/openapi.json")));
}
