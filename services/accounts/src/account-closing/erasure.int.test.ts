import { newId } from "@vc/service";
import { eraseEveryPersonalField } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp } from "../../test/build-test-app.ts";

let t: Awaited<ReturnType<typeof buildTestApp>>;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

const aClearClosing = {
  id: newId("closing"),
  since: new Date(),
  isPromised: true,
  answers: { orders: "clear", payments: "clear" },
};

it("R42: every field that a model calls personal is erased", async () => {
  const erased = await eraseEveryPersonalField(t, {
    adjust: {
      accounts: (sample) => ({ ...sample, closing: aClearClosing }),
    },
    close: (aggregateId) =>
      t.platform.bus.transaction(async (tx) => {
        tx.armTimer({ aggregateId, kind: "erase_account", dueAt: t.clock.now() });
      }),
  });
  expect(erased).toEqual({ notFilled: [], left: [] });
});
