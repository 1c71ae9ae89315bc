import type { BusEvent, EventType, Subscription, Transaction } from "../types.ts";

/**
 * Pairs an event type with its handler, for `bus.consume` and `bus.broadcast`.
 *
 * @param contended names what the handler writes beside the aggregate of the event (see `Subscription`). Default: nothing
 */
export function on<Data>(
  type: EventType<Data>,
  handle: (event: BusEvent<Data>, tx: Transaction) => Promise<void>,
  contended: (data: Data) => readonly string[] = () => [],
): Subscription {
  // The consumer calls these only with what `type.schema` returned, so the data is a Data: the cast says what the array
  // of differently typed subscriptions cannot.
  const typed = (event: BusEvent) => event as BusEvent<Data>;
  return {
    type,
    handle: (event, tx) => handle(typed(event), tx),
    contended: (event) => contended(typed(event).data),
  };
}
