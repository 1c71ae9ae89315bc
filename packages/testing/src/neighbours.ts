import { type Bus, type BusEvent, type EventType, on } from "@vc/bus";
import { waitFor } from "./wait-for.ts";

/** The other services, as far as the one under test can tell. */
export interface Neighbours {
  /**
   * Publishes an event as the service that owns it does.
   *
   * @param sequence for an event that arrives out of turn. Default: the next of the aggregate
   */
  tell<Data>(type: EventType<Data>, aggregateId: string, data: Data, sequence?: number): Promise<void>;
  /** Waits for an event that the service under test published. */
  heard<Data>(type: EventType<Data>, matches?: (data: Data) => boolean): Promise<BusEvent<Data>>;
  /** How often an event that matches has been heard so far. */
  timesHeard<Data>(type: EventType<Data>, matches?: (data: Data) => boolean): number;
}

/** Publishes and hears as the other services do, over a bus of their own. Before the bus is started. */
export function createNeighbours(outside: Bus, hears: readonly EventType[]): Neighbours {
  const heard: BusEvent[] = [];
  const sequences = new Map<string, number>();
  if (hears.length > 0) {
    outside.consume({
      purpose: "hears",
      subscriptions: hears.map((type) =>
        on(type, async (event) => {
          // The handler may run again for the same event after a conflict; it still was heard once.
          if (!heard.some((known) => known.id === event.id)) heard.push(event);
        }),
      ),
    });
  }
  // The bus validated each event by its type's schema, so data of that name is Data.
  function matching<Data>(type: EventType<Data>, matches: (data: Data) => boolean): BusEvent<Data>[] {
    return heard
      .filter((event): event is BusEvent<Data> => event.name === type.name)
      .filter(({ data }) => matches(data));
  }

  return {
    async tell(type, aggregateId, data, given) {
      const last = sequences.get(aggregateId) ?? 0;
      const sequence = given ?? last + 1;
      sequences.set(aggregateId, Math.max(last, sequence));
      await outside.transaction(async (tx) => {
        tx.publish(type, { aggregateId, sequence, data });
      });
    },
    heard: (type, matches = () => true) =>
      waitFor(() => matching(type, matches)[0], { what: `the event ${type.name}` }),
    timesHeard: (type, matches = () => true) => matching(type, matches).length,
  };
}
