import type { DataOf, EventDefinition } from "@vc/contracts";
import type { NotificationIntent, Push } from "../kinds.ts";

/** A row of the table: an event, the notifications that it intends, and what it pushes to open apps. */
export interface Trigger {
  readonly event: EventDefinition;
  readonly intents: (data: unknown, sequence: number) => readonly NotificationIntent[];
  readonly pushes: (data: unknown, sequence: number) => readonly Push[];
  /** The notifications of each mediator, for events that give support something to do. */
  readonly toMediator:
    | ((data: unknown, sequence: number, mediatorId: string) => readonly NotificationIntent[])
    | null;
}

/** Makes a row of the table. */
export function trigger<Definition extends EventDefinition>(
  event: Definition,
  intents: (data: DataOf<Definition>, sequence: number) => readonly NotificationIntent[],
  pushes: (data: DataOf<Definition>, sequence: number) => readonly Push[] = () => [],
  toMediator?: (
    data: DataOf<Definition>,
    sequence: number,
    mediatorId: string,
  ) => readonly NotificationIntent[],
): Trigger {
  // The bus calls these only with what the event's own schema returned: a table of differently typed rows cannot say so.
  const typed = (data: unknown) => data as DataOf<Definition>;
  return {
    event,
    intents: (data, sequence) => intents(typed(data), sequence),
    pushes: (data, sequence) => pushes(typed(data), sequence),
    toMediator: toMediator
      ? (data, sequence, mediatorId) => toMediator(typed(data), sequence, mediatorId)
      : null,
  };
}
