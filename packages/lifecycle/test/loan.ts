import {
  already,
  type Context,
  contradiction,
  type Guard,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "../src/index.ts";

/** The life of a library's loan: a machine that has one of everything, for tests and as an example. */
export interface Loan {
  readonly id: string;
  readonly state: LoanState;
  readonly reader: string | null;
  readonly dueAt: Date | null;
  readonly fineCents: number;
}
export type LoanState = "shelved" | "lent" | "overdue" | "settled";

export type LoanInput =
  | { readonly kind: "lend"; readonly reader: string }
  | { readonly kind: "renew" }
  | { readonly kind: "return" }
  | { readonly kind: "pay"; readonly cents: number }
  | { readonly kind: "remind" };

export interface LoanContext extends Context {
  readonly by: "reader" | "librarian" | "clock";
}
type InputOf<Kind extends LoanInput["kind"]> = Extract<LoanInput, { kind: Kind }>;

const days = (count: number) => count * 24 * 60 * 60_000;

const guards = {
  had_one_reminder: {
    test: ({ fineCents }) => fineCents > 0,
    message: "after the first reminder",
  },
  nothing_is_owed: { test: ({ fineCents }) => fineCents === 0, message: "while no fine is owed" },
} satisfies Record<string, Guard<Loan, unknown, LoanContext>>;

const asks = {
  is_holder: {
    test: (loan: Loan, { reader }: InputOf<"lend">) => loan.reader === null || loan.reader === reader,
    refusal: { reason: "reserved" },
  },
} as const;

const effects = {
  hand_out: (_loan: Loan, { reader }: InputOf<"lend">, { now }: LoanContext) =>
    writes<Loan, LoanWritten>({ reader, dueAt: new Date(now.getTime() + days(14)) }, { letters: ["enjoy"] }),
  prolong: ({ dueAt }: Loan) => writes<Loan, LoanWritten>({ dueAt: dueAt && new Date(+dueAt + days(14)) }),
  fine: ({ fineCents }: Loan) =>
    writes<Loan, LoanWritten>({ fineCents: fineCents + 100 }, { letters: ["bring it back"] }),
  take_money: ({ fineCents }: Loan, { cents }: InputOf<"pay">) => {
    if (cents === 0) return already();
    if (cents > fineCents) return contradiction(`${cents} is more than is owed`);
    return writes<Loan, LoanWritten>({ fineCents: fineCents - cents });
  },
  thank: () => writes<Loan, LoanWritten>({}, { letters: ["thank you"] }),
};

interface LoanWritten {
  readonly letters: readonly string[];
}

export type LoanRow = RowOf<
  LoanState,
  LoanInput,
  { guards: typeof guards; asks: typeof asks; effects: typeof effects }
>;

export interface LoanTypes extends MachineTypes {
  readonly subject: Loan;
  readonly input: LoanInput;
  readonly context: LoanContext;
  readonly written: LoanWritten;
  readonly row: LoanRow;
  readonly refusal: { readonly reason: "reserved" | "not_allowed" };
}

// biome-ignore format: a table is read by its columns
export const rows: LoanRow[] = [
  { on: "lend",   by: "librarian", from: ["shelved"],         to: "lent",    asks: ["is_holder"],           effect: "hand_out",   rules: "R1" },
  { on: "renew",  by: "reader",    from: ["lent"],            to: "same",                                   effect: "prolong",    rules: "R2" },
  { on: "return", by: "reader",    from: ["lent"],            to: "settled",                                                      rules: "R3" },
  { on: "remind", by: "clock",     from: ["lent"],            to: "overdue", when: "due",                   effect: "fine",       rules: "R4" },
  { on: "pay",                     from: ["overdue"],         to: "same",    guards: ["had_one_reminder"],  effect: "take_money", rules: "R5" },
  { on: "always",                  from: ["overdue"],         to: "settled", guards: ["nothing_is_owed"],   effect: "thank",      rules: "R6" },
];

export const lifecycle = {
  name: "loan",
  states: ["shelved", "lent", "overdue", "settled"],
  initial: "shelved",
  rows,
  repeats: { return: ["shelved", "settled"] },
  guards,
} satisfies Lifecycle<LoanRow>;

export const machine: Machine<LoanTypes> = {
  ...lifecycle,
  asks,
  effects,
  nothing: { letters: [] },
  label: ({ id }) => `loan ${id}`,
  timeOf: (_when, { dueAt }) => dueAt,
  otherwise: (_loan, { kind }) =>
    kind === "pay" ? contradiction("nothing is owed") : { kind: "refused", reason: "not_allowed" },
};
