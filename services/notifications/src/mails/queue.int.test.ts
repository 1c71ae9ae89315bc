import { fakeClock, testDatabase } from "@vc/testing";
import { expect, it } from "vitest";
import { createMailQueue } from "./queue.ts";

it("waits twice as long after each try, and never more than ten minutes", async () => {
  const { database, stop } = await testDatabase();
  const clock = fakeClock();
  const { queue } = createMailQueue(database, clock);
  const delays = [1, 2, 3, 4, 10, 11, 100].map(
    (tries) => queue.retryAt(tries).getTime() - clock.now().getTime(),
  );
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  await stop();
});
