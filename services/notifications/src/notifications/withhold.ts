import { kinds, type NotificationIntent, type Push } from "../kinds.ts";

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

/**
 * R39: what is mailed to an address that its owner has not confirmed: what is mandatory, without any words of other people.
 * `null`: nothing.
 */
export function forUnverified(intent: NotificationIntent): NotificationIntent | null {
  if (!kinds[intent.kind].isMandatory || intent.kind === "messages_waiting") return null;
  const { data, orderId } = withoutWords(intent);
  // The listing's title is its seller's; the end of the order's id tells one order from another.
  const number = orderId === null ? "…" : `n° ${orderId.slice(-8)}`;
  const kept = Object.entries(data).map(([name, value]) => [
    name,
    name === "title" ? number : name === "reasons" ? "" : value,
  ]);
  // The same fields as before, of the same types.
  return { ...intent, actorId: null, data: Object.fromEntries(kept) } as NotificationIntent;
}

function withoutWords(intent: NotificationIntent): NotificationIntent {
  const kept = Object.entries(intent.data).map(([name, value]) => [
    name,
    WRITTEN.includes(name) ? "" : value,
  ]);
  // The same fields as before, of the same types.
  return { ...intent, data: Object.fromEntries(kept) } as NotificationIntent;
}
