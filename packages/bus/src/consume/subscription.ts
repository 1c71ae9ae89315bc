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
  return {
    type,
    // The consumer calls this only with what `type.schema` returned, so the data is a Data:
    // the cast says what the array of differently typed subscriptions cannot.
    handle: (event, tx) => handle(event as BusEvent<Data>, tx),
    contended: (event) => contended((event as BusEvent<Data>).data),
  };
}
