import type { EffectResult, Refusal, Rejection, Written } from "./decision.ts";
import type { Guard, Lifecycle, Row } from "./lifecycle.ts";

/** What a decision depends on beside the subject and its input; a machine adds its policy. */
export interface Context {
  readonly now: Date;
  /** Who gives the command, where rows ask for it. */
  readonly by?: string;
}

/** The types of one machine. `refusal` is `never` where nothing is refused. */
export interface MachineTypes {
  readonly subject: { readonly state: string };
  readonly input: unknown;
  readonly context: Context;
  readonly written: Written;
  readonly row: Row;
  readonly refusal: Refusal;
}

/** Something that a row demands of its input, and the refusal where it is not so. */
export interface Ask<Subject, Input, C, R extends Refusal> {
  readonly test: (subject: Subject, input: Input, context: C) => boolean;
  readonly refusal: R;
}

export type EffectOf<T extends MachineTypes, Input = T["input"]> = (
  subject: T["subject"],
  input: Input,
  context: T["context"],
) => EffectResult<T["subject"], T["written"], T["refusal"]>;

/** A lifecycle with what its rows do. Everything in it is pure. */
export interface Machine<T extends MachineTypes> extends Lifecycle<T["row"]> {
  /** Names the subject in reasons: "payment of order_1". */
  readonly label: (subject: T["subject"]) => string;
  /** Tells inputs apart. Default: their `kind`. */
  readonly kindOf?: (input: T["input"]) => string;
  readonly guards?: Readonly<Record<string, Guard<T["subject"], never, T["context"]>>>;
  readonly asks?: Readonly<Record<string, Ask<T["subject"], never, T["context"], T["refusal"]>>>;
  readonly effects?: Readonly<Record<string, EffectOf<T, never>>>;
  /** Every list that can be written, empty. */
  readonly nothing: T["written"];
  /** Whether a row is meant, by columns of the machine's own. */
  readonly matches?: (row: T["row"], input: T["input"]) => boolean;
  /** Repeats that only the subject can tell, asked before a row is taken. */
  readonly isRepeat?: (
    subject: T["subject"],
    input: T["input"],
    context: T["context"],
    row: T["row"] | undefined,
  ) => boolean;
  /** The subject's time that a row of the clock names; `null`: there is none, and the row does not apply. */
  readonly timeOf?: (when: string, subject: T["subject"]) => Date | null;
  /** What every row writes beside its own effect: a history, a version, the row's event. `after` has the new state. */
  readonly record?: (
    row: T["row"],
    step: { readonly before: T["subject"]; readonly after: T["subject"] },
    input: T["input"],
    context: T["context"],
  ) => { readonly fields: Partial<T["subject"]>; readonly written: Partial<T["written"]> };
  /** What becomes of an input without a row. Default: a contradiction. */
  readonly otherwise?: (
    subject: T["subject"],
    input: T["input"],
    context: T["context"],
  ) => Rejection<T["refusal"]>;
}
