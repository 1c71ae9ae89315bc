export {
  type DecisionOf,
  decide,
  guardsHold,
  rowsFor,
  takeRow,
} from "./decide.ts";
export {
  already,
  andThen,
  type Change,
  contradiction,
  type Decision,
  type EffectResult,
  early,
  type Refusal,
  type Rejection,
  refused,
  type Written,
  writes,
} from "./decision.ts";
export { asDocument, asMermaid, finalStates } from "./document.ts";
export type { Guard, Lifecycle, Row, RowOf } from "./lifecycle.ts";
export type { Ask, Context, EffectOf, Machine, MachineTypes } from "./machine.ts";
export { asMatrix, conditionsOf, type Matrix } from "./matrix.ts";
