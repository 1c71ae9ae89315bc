/**
 * One row of a lifecycle: an input, the states in which it is possible, and where it leads. A machine narrows the
 * names to its own unions (`RowOf`) and may add columns; every column that a row has is a promise that a test proves.
 */
export interface Row<
  State extends string = string,
  On extends string = string,
  Guard extends string = string,
  Effect extends string = string,
  Ask extends string = string,
> {
  /** The command or fact. `always`: taken after any other row, while its guards hold. */
  readonly on: On | "always";
  /** Who may give the command. Default: any caller. */
  readonly by?: string;
  readonly from: readonly State[];
  /** `same`: the state stays. */
  readonly to: State | "same";
  /** Which of several rows is taken: all of a row's guards must hold, and the first such row counts. */
  readonly guards?: readonly Guard[];
  /** What the taken row demands: the first that fails refuses the input, with a reason of its own. */
  readonly asks?: readonly Ask[];
  /** For a row of the clock: the time of the subject at which it is due. Before that the decision is `early`. */
  readonly when?: string;
  /** What the row writes beside the state. Default: nothing. */
  readonly effect?: Effect;
  /** The event that the row publishes. */
  readonly event?: string;
  /** The product rules that it carries out. */
  readonly rules: string;
}

/** A condition on a subject beside its state. */
export interface Guard<Subject, Input, Context> {
  readonly test: (subject: Subject, input: Input, context: Context) => boolean;
  /** Reads on after a row in documents: "only once the delivery is late". */
  readonly message: string;
}

/**
 * The life of a thing as data. Decisions, documents, diagrams, golden matrices and mutation derive from it, so a state
 * changes nowhere else. Every `lifecycle.ts` of a service exports one as `lifecycle`.
 */
export interface Lifecycle<R extends Row = Row> {
  /** What lives, in the singular: "payment". */
  readonly name: string;
  readonly states: readonly R["from"][number][];
  /** The state in which it begins. */
  readonly initial: R["from"][number];
  readonly rows: readonly R[];
  /**
   * Inputs that have been carried out already in these states: `already`, without a second effect. A row comes first.
   * Every other pair without a row is a refusal or a contradiction, as the machine says.
   */
  readonly repeats?: { readonly [On in R["on"]]?: readonly R["from"][number][] };
  readonly guards?: Readonly<Record<string, Guard<never, never, never>>>;
}

/** What the rows of a machine name, by its own records. */
interface Named {
  readonly guards?: unknown;
  readonly asks?: unknown;
  readonly effects?: unknown;
}

/** The names of those functions of a record that can read an input. */
type NameFor<N, Field extends keyof Named, Input> =
  N extends Readonly<Record<Field, infer Functions>>
    ? {
        [Name in keyof Functions & string]: Functions[Name] extends
          | ((subject: never, input: infer Read, context: never) => unknown)
          | { readonly test: (subject: never, input: infer Read, context: never) => unknown }
          ? Input extends Read
            ? Name
            : never
          : never;
      }[keyof Functions & string]
    : never;

/**
 * The rows of a machine, so typed that a row names only states, inputs, guards, asks and effects that exist, and only
 * those that can read its input.
 *
 * @typeParam N the machine's records: `{ guards: typeof guards; effects: typeof effects }`
 * @typeParam Key the field that tells inputs apart
 */
export type RowOf<
  State extends string,
  Input extends Readonly<Record<Key, string>>,
  N extends Named,
  Key extends string = "kind",
> =
  | (Input extends unknown ? RowOn<State, Input[Key], Input, N> & { readonly on: Input[Key] } : never)
  | (RowOn<State, never, unknown, N> & { readonly on: "always"; readonly asks?: never });

type RowOn<State extends string, On extends string, Input, N extends Named> = Row<
  State,
  On,
  NameFor<N, "guards", Input>,
  NameFor<N, "effects", Input>,
  NameFor<N, "asks", Input>
>;
