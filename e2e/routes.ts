import { must } from "@vc/client";
import { visitor } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { type Route, routesOf } from "./openapi.ts";
import { testWorld } from "./test-platform.ts";

/** Every route of the running platform, by its OpenAPI document. */
export async function allRoutes(): Promise<Route[]> {
  return routesOf(must(await ask(visitor(testWorld()), "GET", "/openapi.json")));
}
