import type { NotificationIntent, Push } from "../kinds.ts";

/** What a party to an order writes, among the data of notifications. A mediator's reasons are not among it. */
const WRITTEN = ["explanation", "statement", "text"];

interface Told {
  readonly intents: readonly NotificationIntent[];
  readonly pushes: readonly Push[];
}

/**
 * R42: what may be told of a late event that names closed accounts. Nothing is told to them, no message of theirs is passed
 * on, and none of their words. Everything else is told to the others: a chargeback is news to a seller also when the buyer has left.
 */
export function withhold(told: Told, closed: ReadonlySet<string>): Told {
  if (closed.size === 0) return told;
  return {
    intents: told.intents
      .filter(({ accountId, kind, actorId }) => {
        const isLateMessage = kind === "message_received" && actorId !== null && closed.has(actorId);
        return !closed.has(accountId) && !isLateMessage;
      })
      .map((intent) => (intent.kind === "message_received" ? intent : withoutWords(intent))),
    pushes: told.pushes.filter((push) => {
      const isLateMessage = push.event === "message" && closed.has(push.data.message.senderId);
      return !closed.has(push.accountId) && !isLateMessage;
    }),
  };
}

function withoutWords(intent: NotificationIntent): NotificationIntent {
  const kept = Object.entries(intent.data).map(([name, value]) => [
    name,
    WRITTEN.includes(name) ? "" : value,
  ]);
  // The same fields as before, of the same types.
  return { ...intent, data: Object.fromEntries(kept) } as NotificationIntent;
}
