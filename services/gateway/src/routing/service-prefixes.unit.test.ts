import { allEndpoints } from "@vc/contracts";
import { expect, it } from "vitest";
import { servicePrefixes } from "./service-prefixes.ts";

it("gives every prefix of the API to its service, and checks tokens where people do not come for a new one", () => {
  const table = servicePrefixes(allEndpoints).map(({ prefix, service, checksToken }) =>
    [prefix, service, ...(checksToken ? [] : ["unchecked"])].join(" "),
  );
  expect(table).toEqual([
    "/v1/auth accounts unchecked",
    "/v1/me accounts",
    "/v1/admin/accounts accounts",
    "/v1/categories catalog",
    "/v1/listings catalog",
    "/v1/orders orders",
    "/v1/disputes orders",
    "/v1/payments payments",
    "/v1/conversations messaging",
    "/v1/reviews reviews",
    "/v1/sellers reviews",
    "/v1/notifications notifications",
  ]);
});

it("gives two services their parts under one segment", () => {
  expect(
    servicePrefixes([
      { service: "accounts", path: "/v1/admin/accounts/:id/roles" },
      { service: "orders", path: "/v1/admin/orders" },
    ]).map(({ prefix }) => prefix),
  ).toEqual(["/v1/admin/accounts", "/v1/admin/orders"]);
});

it.each([
  ["/v1/admin/accounts", "/v1/admin"],
  ["/v1/admin", "/v1/admin"],
] as const)("refuses %s of one service and %s of another", (path, other) => {
  expect(() =>
    servicePrefixes([
      { service: "accounts", path },
      { service: "orders", path: other },
    ]),
  ).toThrow("overlap");
});
