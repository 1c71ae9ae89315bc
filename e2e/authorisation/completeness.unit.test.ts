import { stepOf, unwalkedActions, WALKS } from "@vc/testing/order-walks";
import { describe, expect, it } from "vitest";
import { documentedRoutes } from "../openapi.ts";
import { callsOf, specialRoutes } from "./calls.ts";
import { ROUTES } from "./rules.ts";
import type { Scene } from "./scene.ts";

const routes = documentedRoutes().map(({ name }) => name);
const walked = new Set(WALKS.flat());

/** A scene in which every id and token is the name of its property. */
function namedScene(): Scene {
  const named = new Proxy({}, { get: (_, name) => String(name) });
  const people = new Proxy({}, { get: () => named });
  // Calls read ids, account ids and the token, and all of them are there.
  return { ids: named, people, unsubscribeToken: "token" } as Scene;
}

describe("the authorisation tests (docs/generated/openapi.json names the routes)", () => {
  it("have a rule for every route (rules.ts), and no other rule", () => {
    expect(Object.keys(ROUTES).sort()).toEqual(routes.toSorted());
  });

  it("take every action on orders in a walk (order-walks.ts)", () => {
    expect(unwalkedActions()).toEqual([]);
  });

  it("walk on routes that exist", () => {
    expect([...walked].map((name) => stepOf(name).route).filter((route) => !routes.includes(route))).toEqual(
      [],
    );
  });

  it("have a call for every route with parameters that no walk takes (calls.ts)", () => {
    const onWalks = [...walked].map((name) => stepOf(name).route);
    const failures = routes
      .filter((route) => !onWalks.includes(route))
      .flatMap((route) => {
        try {
          callsOf(route, namedScene());
          return [];
        } catch (error) {
          return [String(error)];
        }
      });
    expect(failures).toEqual([]);
  });

  it("have calls only for routes that exist (calls.ts)", () => {
    expect(specialRoutes(namedScene()).filter((route) => !routes.includes(route))).toEqual([]);
  });
});
