import { expect, it } from "vitest";
import type { OutboxEntry } from "../shared/documents.ts";
import { createEntryQueue } from "./entry-queue.ts";
import type { Outbox } from "./outbox.ts";

const WINDOW = 10;

const entry = (id: string, claimedBy = "this process"): OutboxEntry => ({
  ...{ _id: id, exchange: "events", routingKey: "a.b.c.v1", messageId: id, body: "{}", headers: {} },
  ...{ claimedBy, leaseUntil: new Date(), createdAt: new Date() },
});

/** A queue whose outbox holds what this process has claimed, and in which these ids are found. */
function queueOf({ stored = [] }: { stored?: readonly string[] } = {}) {
  const outbox: Pick<Outbox, "mine" | "isHeld"> = {
    mine: async () => stored,
    isHeld: ({ claimedBy }) => claimedBy === "this process",
  };
  return createEntryQueue(outbox, WINDOW);
}

const idsOf = (entries: readonly OutboxEntry[]) => entries.map(({ _id }) => _id);

it("hands over what a commit has stored, and only the ids of what it has found", async () => {
  const queue = queueOf({ stored: ["found"] });
  queue.add([entry("a"), entry("b")]);
  await queue.find([]);
  const { ids, known } = queue.takeWindow();
  expect(ids).toEqual(["a", "b", "found"]);
  expect(idsOf(known)).toEqual(["a", "b"]);
});

it("hands over no content of an entry without a safe lease, nor of one that could not be sent", () => {
  const queue = queueOf();
  queue.add([entry("a"), entry("taken", "another process")]);
  const first = queue.takeWindow();
  expect(first.ids).toEqual(["a", "taken"]);
  expect(idsOf(first.known)).toEqual(["a"]);
  queue.giveBack(first.ids);
  expect(queue.takeWindow()).toEqual({ ids: ["a", "taken"], known: [] });
});

it("keeps the contents of a thousand entries, and the ids of all", () => {
  const queue = queueOf();
  queue.add(Array.from({ length: 1_005 }, (_, number) => entry(`e${number}`)));
  const windows = Array.from({ length: 101 }, () => queue.takeWindow());
  expect(windows.flatMap(({ ids }) => ids)).toHaveLength(1_005);
  expect(windows.flatMap(({ known }) => known)).toHaveLength(1_000);
});
