import {
  type Change,
  contradiction,
  type Decision,
  early,
  joinWritten,
  type Rejection,
  refused,
  writes,
} from "./decision.ts";
import type { Guard, Lifecycle, Row } from "./lifecycle.ts";
import type { Ask, EffectOf, Machine, MachineTypes } from "./machine.ts";

export type DecisionOf<T extends MachineTypes> = Decision<
  Change<T["subject"], T["written"], T["row"]>,
  T["refusal"]
>;

/**
 * Decides what comes of an input: finds the row, runs the effect that it names, and sets the state. Pure: the same
 * arguments give the same decision.
 */
export function decide<T extends MachineTypes>(
  machine: Machine<T>,
  subject: T["subject"],
  input: T["input"],
  context: T["context"],
): DecisionOf<T> {
  const on = kindOf(machine, input);
  const row = rowsFor(machine, on, subject.state, context.by).find(
    (each) => (machine.matches?.(each, input) ?? true) && isOpen(machine, each, subject, input, context),
  );
  if (isRepeat(machine, subject, input, context, row)) return { kind: "already" };
  if (row === undefined) {
    const rejection = machine.otherwise?.(subject, input, context);
    return labelled(
      machine,
      subject,
      rejection ?? contradiction(`${on} cannot be while it is ${subject.state}`),
    );
  }
  for (const name of row.asks ?? []) {
    // A row names what reads its own input; a record for different inputs cannot say so.
    const ask = machine.asks?.[name] as Ask<T["subject"], T["input"], T["context"], T["refusal"]> | undefined;
    if (ask && !ask.test(subject, input, context)) return refused(ask.refusal);
  }
  const dueAt = row.when === undefined ? null : machine.timeOf?.(row.when, subject);
  if (dueAt && dueAt > context.now) {
    return labelled(machine, subject, early(`${on} is due at ${dueAt.toISOString()}`));
  }
  return takeRow(machine, row, subject, input, context);
}

/** The rows of an input in a state, whether their guards hold or not. */
export function rowsFor<R extends Row>(
  { rows }: Lifecycle<R>,
  on: string,
  state: string,
  by: string | undefined,
): R[] {
  return rows.filter(
    (row) => row.on === on && row.from.includes(state) && (row.by === undefined || row.by === by),
  );
}

/** Whether all guards of a row hold. */
export function guardsHold<R extends Row>(
  { name: machine, guards }: Pick<Lifecycle<R>, "name" | "guards">,
  row: R,
  ...given: readonly [subject: unknown, input: unknown, context: unknown]
): boolean {
  return (row.guards ?? []).every((name) => {
    // A row names guards that read its own input (`RowOf`); a record for different inputs cannot say so.
    const guard = guards?.[name] as Guard<unknown, unknown, unknown> | undefined;
    if (guard === undefined) throw new Error(`the life of a ${machine} has no guard ${name}`);
    return guard.test(...given);
  });
}

function isOpen<T extends MachineTypes>(
  machine: Machine<T>,
  row: T["row"],
  subject: T["subject"],
  input: T["input"],
  context: T["context"],
): boolean {
  const isWithoutTime = row.when !== undefined && machine.timeOf?.(row.when, subject) === null;
  return !isWithoutTime && guardsHold(machine, row, subject, input, context);
}

/** Takes a row, and after it the rows that are always taken while their guards hold. */
export function takeRow<T extends MachineTypes>(
  machine: Machine<T>,
  row: T["row"],
  subject: T["subject"],
  input: T["input"],
  context: T["context"],
): DecisionOf<T> {
  let [after, written]: [T["subject"], Partial<T["written"]>] = [subject, machine.nothing];
  const rows: T["row"][] = [];
  for (let next: T["row"] | undefined = row; next !== undefined; ) {
    if (rows.length > machine.rows.length) {
      throw new Error(`${machine.label(subject)}: rows that are always taken go round in a circle`);
    }
    const step = runRow(machine, next, after, input, context);
    if (step.kind !== "writes") return labelled(machine, subject, step);
    rows.push(next);
    written = joinWritten(written, step.written);
    after = step.after;
    const current = after;
    next = rowsFor(machine, "always", current.state, undefined).find((always) =>
      isOpen(machine, always, current, input, context),
    );
  }
  // `written` began with every list that there is.
  return { kind: "moved", change: { ...(written as T["written"]), after, rows } };
}

function runRow<T extends MachineTypes>(
  machine: Machine<T>,
  row: T["row"],
  before: T["subject"],
  input: T["input"],
  context: T["context"],
) {
  const result = effectOf(machine, row)(before, input, context);
  if (result.kind !== "writes") return result;
  // The one place in which a state is set: neither the effect nor the record can say another.
  const state = row.to === "same" ? before.state : row.to;
  const after = { ...before, ...result.fields, state };
  const recorded = machine.record?.(row, { before, after }, input, context);
  return {
    kind: "writes",
    after: recorded ? { ...after, ...recorded.fields, state } : after,
    written: recorded ? joinWritten(result.written, recorded.written) : result.written,
  } as const;
}

function effectOf<T extends MachineTypes>({ name, effects }: Machine<T>, { effect }: Row): EffectOf<T> {
  if (effect === undefined) return () => writes({});
  // A row names effects that read its own input (`RowOf`); a record for different inputs cannot say so.
  const found = effects?.[effect] as EffectOf<T> | undefined;
  if (found === undefined) throw new Error(`the life of a ${name} has no effect ${effect}`);
  return found;
}

function isRepeat<T extends MachineTypes>(
  machine: Machine<T>,
  subject: T["subject"],
  input: T["input"],
  context: T["context"],
  row: T["row"] | undefined,
): boolean {
  if (machine.isRepeat?.(subject, input, context, row)) return true;
  const repeats: Readonly<Record<string, readonly string[] | undefined>> = machine.repeats ?? {};
  return row === undefined && repeats[kindOf(machine, input)]?.includes(subject.state) === true;
}

function kindOf<T extends MachineTypes>(machine: Machine<T>, input: T["input"]): string {
  if (machine.kindOf) return machine.kindOf(input);
  return (input as { readonly kind: string }).kind; // what the inputs of a machine without `kindOf` have
}

/** Reasons name the subject, so that a reader of the log knows which one it was. */
function labelled<T extends MachineTypes>(
  { label }: Machine<T>,
  subject: T["subject"],
  rejection: Rejection<T["refusal"]>,
): Rejection<T["refusal"]> {
  return rejection.kind === "early" || rejection.kind === "contradiction"
    ? { ...rejection, reason: `${label(subject)}: ${rejection.reason}` }
    : rejection;
}
