import { expect, it } from "vitest";
import { supervise } from "./supervise.ts";

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const forever = new AbortController().signal;

it("opens again what was lost, and what could not be opened", async () => {
  let opened = 0;
  const supervised = supervise<number>({
    what: "thing",
    log,
    open: async () => {
      opened += 1;
      if (opened === 1) throw new Error("not there yet");
      return { resource: opened, close: async () => {} };
    },
  });
  expect(await supervised.next(forever)).toBe(2);
  const again = new Promise<number>((resolve) => supervised.onOpen(resolve));
  supervised.giveUp("for the test");
  expect(await again).toBe(3);
  await supervised.stop();
  expect(supervised.current()).toBeUndefined();
  await expect(supervised.next(forever)).rejects.toThrow("no longer awaited");
});

it("stops while it waits for something that never opens", async () => {
  const supervised = supervise<number>({
    what: "thing",
    log,
    open: async () => {
      throw new Error("never");
    },
  });
  const waiting = supervised.next(forever);
  waiting.catch(() => {});
  await supervised.stop();
  await expect(waiting).rejects.toThrow("was stopped");
});
