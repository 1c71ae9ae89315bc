import { expect, it } from "vitest";
import { createOpenStreams, MOST_STREAMS } from "./open-streams.ts";

const FOREVER_MS = 1_000_000;

it("does not sleep through news that came while it was looking", async () => {
  const streams = createOpenStreams();
  const stream = streams.open("account_1", "session_1", () => undefined);
  stream.listen();
  streams.wake("account_1");
  await stream.news(FOREVER_MS);
});

it("wakes all streams of one account, and those of no other", async () => {
  const streams = createOpenStreams();
  const woken: string[] = [];
  const waiting = ["phone", "laptop"].map((device) =>
    streams
      .open("account_1", "session_1", () => undefined)
      .news(FOREVER_MS)
      .then(() => woken.push(device)),
  );
  const other = streams.open("account_2", "session_1", () => undefined);
  void other.news(FOREVER_MS).then(() => woken.push("other"));
  streams.wake("account_1");
  await Promise.all(waiting);
  expect(woken).toEqual(["phone", "laptop"]);
  other.end();
});

it("ends all streams at once, each once, and lets no new one stay", async () => {
  const streams = createOpenStreams();
  let ended = 0;
  const stream = streams.open("account_1", "session_1", () => ended++);
  const waiting = stream.news(FOREVER_MS);
  streams.endAll();
  await waiting;
  stream.end();
  expect([ended, streams.count(), stream.isEnded]).toEqual([1, 0, true]);
  expect(streams.open("account_1", "session_1", () => ended++).isEnded).toBe(true);
  expect([ended, streams.count()]).toEqual([2, 0]);
});

it("security 23: ends the oldest stream of a person who opens ever more", () => {
  const streams = createOpenStreams();
  const ended: number[] = [];
  for (let n = 0; n < MOST_STREAMS + 2; n++) streams.open("account_1", "session_1", () => void ended.push(n));
  streams.open("account_2", "session_2", () => void ended.push(-1));
  expect(ended).toEqual([0, 1]);
  expect(streams.count()).toBe(MOST_STREAMS + 1);
});
