import { allEvents } from "@vc/contracts";
import { expect, it } from "vitest";
import { EXPORTING_SERVICES } from "./exporting-services.ts";

it("R42: waits for every service that has an event for its part, and gives its own", () => {
  const giving = allEvents.flatMap(({ name }) => /^(\w+)\.export\.collected\./.exec(name)?.[1] ?? []);
  expect(EXPORTING_SERVICES.toSorted()).toEqual(["accounts", ...giving].sort());
});
