import { eraseEveryPersonalField } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp } from "../../test/build-test-app.ts";

let t: Awaited<ReturnType<typeof buildTestApp>>;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

it("R42: every field that a model calls personal is erased", async () => {
  const erased = await eraseEveryPersonalField(t, {
    adjust: {
      // A text is its author's, whom the rest of the entry names.
      orders: (sample) => {
        const [entry] = sample.timeline as readonly object[]; // by its model
        return { ...sample, timeline: ["buyer", "seller"].map((by) => ({ ...entry, by })) };
      },
    },
    erasedOtherwise: { listings: "the catalog publishes the listing without its words" },
  });
  expect(erased).toEqual({ notFilled: [], left: [] });
});
