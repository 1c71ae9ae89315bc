/** Why an input is refused; a machine adds what its callers need to say it. */
export interface Refusal {
  readonly reason: string;
}

/** What comes of an input. All of these are expected: a throw is a bug or a passing fault. */
export type Decision<Change, R extends Refusal = never> =
  | { readonly kind: "moved"; readonly change: Change }
  | Rejection<R>;

/** An input that changes nothing. */
export type Rejection<R extends Refusal = never> =
  /** A repeat of what was done: success without a second effect. */
  | { readonly kind: "already" }
  /** A command that is not allowed. */
  | ({ readonly kind: "refused" } & R)
  /** True or allowed, and not yet: something that comes first is still under way. A caller tries again later. */
  | { readonly kind: "early"; readonly reason: string }
  /** A fact that cannot be. A caller gives it up and reports it. */
  | { readonly kind: "contradiction"; readonly reason: string };

/** What is written beside the subject: lists by name (events, ledger entries …), all of them in one transaction. */
export type Written = object;

/** What rows change: the subject as it is after them, what is written with it, and the rows themselves, in order. */
export type Change<Subject, W, Row> = W & { readonly after: Subject; readonly rows: readonly Row[] };

/** What an effect answers. The state is not its business: the row says it. */
export type EffectResult<Subject, W, R extends Refusal = never> =
  | { readonly kind: "writes"; readonly fields: Partial<Subject>; readonly written: Partial<W> }
  | Rejection<R>;

/** An effect's answer: fields of the subject, and what is written beside it. */
export function writes<Subject, W>(fields: Partial<Subject>, written: Partial<W> = {}) {
  return { kind: "writes", fields, written } as const;
}

export function already() {
  return { kind: "already" } as const;
}

export function refused<R extends Refusal>(refusal: R) {
  return { kind: "refused", ...refusal } as const;
}

export function early(reason: string) {
  return { kind: "early", reason } as const;
}

export function contradiction(reason: string) {
  return { kind: "contradiction", reason } as const;
}

/** Joins what two steps write: list by list, the first step's first. */
export function joinWritten<W extends Written>(first: Partial<W>, second: Partial<W>): Partial<W> {
  const joined: Record<string, unknown> = { ...first };
  for (const [name, list] of Object.entries(second)) {
    const before = joined[name];
    joined[name] = Array.isArray(before) && Array.isArray(list) ? [...before, ...list] : list;
  }
  return joined as Partial<W>; // the keys of both, each with a list of the same type
}

/**
 * A second step of one effect. It sees the subject as the first step left it and is written together with it; one that
 * changes nothing (`already`) leaves the first step as it is.
 */
export function andThen<Subject, W extends Written, R extends Refusal = never>(
  subject: Subject,
  first: EffectResult<Subject, W, R>,
  next: (subject: Subject) => EffectResult<Subject, W, R>,
): EffectResult<Subject, W, R> {
  if (first.kind !== "writes") return first;
  const second = next({ ...subject, ...first.fields });
  if (second.kind !== "writes") return second.kind === "already" ? first : second;
  return writes<Subject, W>(
    { ...first.fields, ...second.fields },
    joinWritten(first.written, second.written),
  );
}
