import { expect, it } from "vitest";
import { z } from "zod";
import { defineEndpoints, operationOf, problemsOf } from "./define-endpoints.ts";
import { allEndpoints } from "./index.ts";

const aThing = {
  method: "GET",
  path: "/v1/things/:thingId",
  access: "signed_in",
  tag: "things",
  summary: "A thing",
  params: z.object({ thingId: z.string() }),
  answers: { 200: z.object({ id: z.string() }) },
} as const;

it("names every operation of the API once", () => {
  const ids = allEndpoints.map(({ id }) => id);
  const operations = allEndpoints.map(operationOf);
  expect(ids.length).toBeGreaterThan(90);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(operations).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
});

it("refuses a path whose parameters are not those of its schema", () => {
  const mistaken = { ...aThing, path: "/v1/things/:id" } as const;
  expect(() => defineEndpoints("example", { getThing: mistaken })).toThrow(
    "getThing: the path has the parameters id",
  );
});

it("refuses an endpoint without one successful answer", () => {
  expect(() => defineEndpoints("example", { getThing: { ...aThing, answers: {} } })).toThrow("needs one");
});

it("adds the problems that follow from the access rule and the input", () => {
  const { getThing, removeThing } = defineEndpoints("example", {
    getThing: { ...aThing, problems: ["already_taken"] },
    removeThing: {
      ...aThing,
      method: "DELETE",
      path: "/v1/things",
      params: z.object({}),
      access: { roles: ["admin"] },
    },
  });
  expect(problemsOf(getThing)).toEqual(
    expect.arrayContaining(["already_taken", "unauthenticated", "not_found"]),
  );
  expect(problemsOf(getThing)).not.toContain("forbidden");
  expect(problemsOf(removeThing)).toContain("forbidden");
  expect(problemsOf(removeThing)).not.toContain("not_found");
});
