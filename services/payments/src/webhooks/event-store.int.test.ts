import { type FakeClock, fakeClock, testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { applyToEvent } from "./apply-to-event.ts";
import { createEventStore, type EventStore } from "./event-store.ts";

const LEASE_MS = 10_000;

let clock: FakeClock;
let events: EventStore;
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  clock = fakeClock();
  events = createEventStore(database.database, clock);
});
afterAll(() => database.stop());

const stored = () => database.db.collection("stripe_events").findOne({});

async function taken() {
  const found = await events.queue.take();
  if (found === null) throw new Error("nothing was due");
  return found;
}

it("R27: an event that a stalled process held is neither deferred nor ended by it while another one processes it", async () => {
  const event = { type: "charge.updated", objectId: "ch_1", stripeAccountId: null, createdAt: clock.now() };
  await events.insert({ id: "evt_1", ...event }, "webhook", clock.now());
  const stalled = await taken();
  clock.advance(LEASE_MS);
  const successor = await taken();
  const before = await stored();

  await applyToEvent(events, stalled, { kind: "failed", reason: "it stood still" }, clock.now());
  await applyToEvent(events, stalled, { kind: "processed" }, clock.now());
  expect(await stored()).toEqual(before);

  await applyToEvent(events, successor, { kind: "processed" }, clock.now());
  expect(await stored()).toMatchObject({ state: "done", tries: 2, lastError: null });
});

it("R27: takes and ends an event that was kept before the queue had a fence", async () => {
  await database.db.collection("stripe_events").deleteMany({});
  const event = { type: "charge.updated", objectId: "ch_1", stripeAccountId: null, createdAt: clock.now() };
  await events.insert({ id: "evt_1", ...event }, "webhook", clock.now());
  await database.db.collection("stripe_events").updateMany({}, { $unset: { takenBy: "" } });
  await applyToEvent(events, await taken(), { kind: "processed" }, clock.now());
  expect(await stored()).toMatchObject({ state: "done" });
});
