import { eraseEveryPersonalField } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp } from "../../test/build-test-app.ts";

let t: Awaited<ReturnType<typeof buildTestApp>>;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

it("R42: every field that a model calls personal is erased", async () => {
  expect(await eraseEveryPersonalField(t)).toEqual({ notFilled: [], left: [] });
});
