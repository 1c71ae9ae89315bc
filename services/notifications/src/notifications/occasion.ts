import type { DataOf, EventDefinition } from "@vc/contracts";
import type { Push, Telling } from "./kinds.ts";

/** An event that somebody is told of: who, and with what data. */
export interface Occasion {
  readonly event: EventDefinition;
  readonly tellings: (data: unknown, sequence: number) => readonly Telling[];
  readonly pushes: (data: unknown, sequence: number) => readonly Push[];
  /** What each mediator is told, where support has something to do. */
  readonly toMediator: ((data: unknown, sequence: number, mediatorId: string) => readonly Telling[]) | null;
}

/** A row of the table. */
export function when<Definition extends EventDefinition>(
  event: Definition,
  tellings: (data: DataOf<Definition>, sequence: number) => readonly Telling[],
  pushes: (data: DataOf<Definition>, sequence: number) => readonly Push[] = () => [],
  toMediator?: (data: DataOf<Definition>, sequence: number, mediatorId: string) => readonly Telling[],
): Occasion {
  // The bus calls these only with what the event's own schema returned: a table of differently typed rows cannot say so.
  const typed = (data: unknown) => data as DataOf<Definition>;
  return {
    event,
    tellings: (data, sequence) => tellings(typed(data), sequence),
    pushes: (data, sequence) => pushes(typed(data), sequence),
    toMediator: toMediator
      ? (data, sequence, mediatorId) => toMediator(typed(data), sequence, mediatorId)
      : null,
  };
}
