import { type Bus, type BusEvent, type EventType, on, type Transaction } from "@vc/bus";
import { ExportRequested } from "@vc/contracts";

/** As large as a part may grow, in characters of JSON: it travels in one message and is stored as one document. */
const MAX_PART_LENGTH = 4_000_000;

/** What a service holds of a person, as lists by name, each newest first. */
export type ExportSections = Readonly<Record<string, (accountId: string) => AsyncIterable<unknown>>>;

interface ExportPart {
  readonly exportId: string;
  readonly accountId: string;
  readonly part: Record<string, unknown>;
  readonly isComplete: boolean;
}

/** R42: answers requests for a person's data export with the service's part of it. See `exportPart`. */
export function addExportConsumers(bus: Bus, answer: EventType<ExportPart>, sections: ExportSections): void {
  bus.consume({ purpose: "exports", subscriptions: [on(ExportRequested, exportPart(answer, sections))] });
}

/**
 * Answers one request with the service's part (R42). Bounded: where a list is longer than its share of the greatest
 * size, the oldest is left out and the part says that it is not complete.
 */
export function exportPart(
  answer: EventType<ExportPart>,
  sections: ExportSections,
  maxLength = MAX_PART_LENGTH,
): (requested: BusEvent<{ accountId: string; exportId: string }>, tx: Transaction) => Promise<void> {
  return async ({ data: { accountId, exportId } }, tx) => {
    const part: Record<string, unknown> = {};
    let isComplete = true;
    let left = maxLength;
    const names = Object.entries(sections);
    for (const [index, [name, read]] of names.entries()) {
      const list = await readUpTo(read(accountId), left / (names.length - index));
      part[name] = list.items;
      left -= list.length;
      isComplete &&= list.isComplete;
    }
    const data = { exportId, accountId, part, isComplete };
    tx.publish(answer, { aggregateId: exportId, sequence: 1, data });
  };
}

async function readUpTo(source: AsyncIterable<unknown>, maxLength: number) {
  const items: unknown[] = [];
  let length = 0;
  for await (const item of source) {
    const itemLength = JSON.stringify(item).length + 1;
    if (length + itemLength > maxLength) return { items, length, isComplete: false };
    items.push(item);
    length += itemLength;
  }
  return { items, length, isComplete: true };
}
