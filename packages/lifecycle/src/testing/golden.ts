import type { Lifecycle, Row } from "../lifecycle.ts";

/** A decision of any machine, as far as a golden matrix reads it. */
interface AnyDecision {
  readonly kind: string;
  readonly change?: { readonly rows?: readonly Row[]; readonly after?: { readonly state: string } } | null;
}

/** The kinds of an input type that a record of test inputs leaves out. */
type Untried<Input, Key extends keyof Input, Tried> = Exclude<
  Input[Key],
  Tried extends { readonly [K in Key]: infer Kind } ? Kind : never
>;

/**
 * Inputs of a test by name, several of one kind where the kind alone does not say enough. It does not compile while a
 * kind of the input's type is missing.
 *
 * @example const facts = everyInput<Fact>()({ paid: { kind: "paid" }, failed: { kind: "failed" } });
 */
export function everyInput<Input extends { readonly kind: string }>() {
  return <const Given extends Readonly<Record<string, Input>>>(
    inputs: Given &
      ([Untried<Input, "kind", Given[keyof Given]>] extends [never]
        ? unknown
        : { readonly missing: Untried<Input, "kind", Given[keyof Given]> }),
  ): Given => inputs;
}

/** In the words of a golden matrix: the state that follows, or the kind of a decision that changes nothing. */
export function outcomeOf(decision: AnyDecision): string {
  return decision.kind === "moved" ? (decision.change?.after?.state ?? "moved") : decision.kind;
}

/**
 * Tries every input in every situation.
 *
 * @param describe puts a decision into the words of the matrix. Default: `outcomeOf`
 * @returns what came of it, situation × input, to be compared with a matrix that was written by hand; and the rows of
 *   the lifecycle that were not taken once: with one of these left, the situations do not show the whole machine
 */
export function tryEverything<Subject, Input, Found extends AnyDecision, Outcome = string>({
  lifecycle,
  situations,
  inputs,
  decide,
  describe,
}: {
  lifecycle: Lifecycle<Row>;
  situations: Readonly<Record<string, Subject>>;
  inputs: Readonly<Record<string, Input>>;
  decide: (subject: Subject, input: Input) => Found;
  describe?: (decision: Found) => Outcome;
}) {
  const untaken = new Set<Row>(lifecycle.rows);
  const tried = Object.entries(situations).map(([situation, subject]) => {
    const outcomes = Object.entries(inputs).map(([name, input]) => {
      const decision = decide(subject, input);
      for (const row of decision.change?.rows ?? []) untaken.delete(row);
      return [name, describe ? describe(decision) : outcomeOf(decision)] as const;
    });
    return [situation, Object.fromEntries(outcomes)] as const;
  });
  return { matrix: Object.fromEntries(tried), untaken: [...untaken].map(nameOf) };
}

/** A row by what tells it from others. */
export function nameOf({ on, by, from, to }: Row): string {
  return `${on}${by === undefined ? "" : ` by ${by}`} from ${from.join(", ")} to ${to}`;
}
