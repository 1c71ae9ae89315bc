import { REPORT_STATES } from "@vc/contracts";
import {
  type Context,
  decide,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import type { Report, ReportDecisionMade, ReportOutcome, ReportState } from "./report.ts";

/** What a mediator does with a report. */
export type ReportCommand =
  | { readonly kind: "take" | "release"; readonly mediatorId: string }
  | {
      readonly kind: "decide";
      readonly mediatorId: string;
      readonly outcome: ReportOutcome;
      readonly note: string;
    }
  /** The review was removed for any reason: that answers this report too. */
  | { readonly kind: "settle"; readonly mediatorId: string; readonly note: string };

type CommandOf<Kind extends ReportCommand["kind"]> = Extract<ReportCommand, { kind: Kind }>;

export type ReportRefusal = "already_taken" | "not_taken" | "already_decided";

/** The decision that is published with a change. */
interface Written {
  readonly decisions: readonly ReportDecisionMade[];
}

const writes = writesOf<Report, Written>;

const isTaker = ({ takenBy }: Report, { mediatorId }: ReportCommand) => takenBy?.id === mediatorId;

const asks = {
  is_taker: { test: isTaker, refusal: { reason: "already_taken" } },
} as const;

const decided = (decision: ReportDecisionMade) => writes({ decision }, { decisions: [decision] });

const effects = {
  assign: (_report: Report, { mediatorId }: ReportCommand, { now }: Context) =>
    writes({ takenBy: { id: mediatorId, at: now } }),

  unassign: () => writes({ takenBy: null }),

  record: (_report: Report, { outcome, note, mediatorId }: CommandOf<"decide">, { now }: Context) =>
    decided({ outcome, note, by: mediatorId, at: now }),

  record_removal: (_report: Report, { note, mediatorId }: CommandOf<"settle">, { now }: Context) =>
    decided({ outcome: "removed", note, by: mediatorId, at: now }),
};

type Move = RowOf<ReportState, ReportCommand, { asks: typeof asks; effects: typeof effects }>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "take",    from: ["waiting"],          to: "taken",                       effect: "assign",         rules: "R34" },
  { on: "release", from: ["taken"],            to: "waiting", asks: ["is_taker"], effect: "unassign",       rules: "R34" },
  { on: "decide",  from: ["taken"],            to: "decided", asks: ["is_taker"], effect: "record",         rules: "R34" },
  { on: "settle",  from: ["waiting", "taken"], to: "decided",                     effect: "record_removal", rules: "R34" },
];

/** The life of a report: one mediator at a time works on it, and a decision is final. */
export const lifecycle = {
  name: "report",
  states: REPORT_STATES,
  initial: "waiting",
  rows: moves,
  repeats: { settle: ["decided"] },
} satisfies Lifecycle<Move>;

interface ReportMachine extends MachineTypes {
  readonly subject: Report;
  readonly input: ReportCommand;
  readonly context: Context;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: { readonly reason: ReportRefusal };
}

const refusalIn = {
  waiting: "not_taken",
  taken: "already_taken",
  decided: "already_decided",
} as const satisfies Record<ReportState, ReportRefusal>;

const machine: Machine<ReportMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: { decisions: [] },
  label: ({ id }) => `report ${id}`,
  isRepeat: (report, command) => isTaker(report, command) && isSame(report, command),
  otherwise: ({ state }) => ({ kind: "refused", reason: refusalIn[state] }),
};

/** Whether a mediator's command asks for what is so already. */
function isSame({ state, decision }: Report, command: ReportCommand): boolean {
  if (command.kind === "take") return state === "taken";
  return command.kind === "decide" && decision?.outcome === command.outcome;
}

/** R34: decides what a mediator's command makes of a report. Pure. */
export function decideReport(report: Report, command: ReportCommand, now: Date) {
  return decide(machine, report, command, { now });
}
