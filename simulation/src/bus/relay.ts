import type { Process } from "../engine/processes.ts";
import { type BrokerParts, transitMs } from "./broker-parts.ts";
import { OUTBOX_LEASE_MS, OUTBOX_POLL_MS, type OutboxBatch, type OutboxEntry } from "./outbox.ts";

/** The relays of all processes: they send what commits left in the outbox. */
export function createRelay(parts: BrokerParts, send: (entry: OutboxEntry) => void) {
  const { schedule, random, processes, semantics, now, worker } = parts;
  let unsent = 0;

  function relayLater(batch: OutboxBatch, delayMs: number): void {
    schedule.add(now() + delayMs, "outbox", "relay", () => relay(batch));
  }

  async function relay(batch: OutboxBatch): Promise<void> {
    const sender = batch.owner.isDead ? worker(batch.service).process : batch.owner;
    const outcome = await processes.run(sender, async () => {
      const remove = () => {
        batch.isSent = true;
        unsent--;
      };
      if (!semantics.removesAfterConfirm) remove();
      else for (const entry of batch.entries) send(entry);
      const wait = processes.pass(sender, "after publishing");
      if (wait) await wait;
      if (semantics.removesAfterConfirm) remove();
      else for (const entry of batch.entries) send(entry);
    });
    if (outcome.kind === "failed") throw outcome.error;
    if (!batch.isSent) relayLater(batch, OUTBOX_LEASE_MS + random.between(0, OUTBOX_POLL_MS));
  }

  return {
    committed(service: string, owner: Process, entries: readonly OutboxEntry[]): void {
      unsent++;
      const batch = { owner, service, entries, isSent: false };
      const delayMs = transitMs(parts);
      // When the owner has died by then, another process sends the batch once the lease has ended.
      schedule.add(now() + delayMs, "outbox", "relay", () =>
        owner.isDead && delayMs < OUTBOX_LEASE_MS
          ? relayLater(batch, OUTBOX_LEASE_MS - delayMs + random.between(0, OUTBOX_POLL_MS))
          : relay(batch),
      );
    },
    unsent: () => unsent,
  };
}
