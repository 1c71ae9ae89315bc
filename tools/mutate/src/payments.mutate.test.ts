import { type FactKind, LIFECYCLE, type Rule } from "../../../services/payments/src/payments/lifecycle.ts";
import type { PaymentState } from "../../../services/payments/src/payments/payment.ts";
import { expectEachToBeNoticed, type Mutant, overwrite } from "./mutant.ts";

// The cheap ones first: the first test that fails is enough.
await import("../../../services/payments/test/golden-matrix.unit.test.ts");
await import("../../../services/payments/src/payments/decide.unit.test.ts");
await import("../../../services/payments/src/payments/decide-chargeback.unit.test.ts");

type Cell = readonly [state: PaymentState, fact: FactKind, rule: Rule];

// The table's keys are what its type says.
const cells = Object.entries(LIFECYCLE).flatMap(([state, row]) =>
  Object.entries(row).map(([fact, rule]) => [state, fact, rule] as Cell),
);

/** Cells that may say either: what they would do finds nothing to do there. */
const same: Readonly<Record<string, Rule>> = {
  // An end is there already, and is kept as it is.
  "settling settled_by_order": "keep",
  "settled settled_by_order": "keep",
  // Nothing is open there that could be confirmed.
  "settled refunded": "confirm",
  "settled transferred": "confirm",
};

/** Every other rule that the fact has anywhere, and the two that every fact could have. */
function otherRules([state, fact, rule]: Cell): readonly Rule[] {
  const known = cells.filter(([, other]) => other === fact).map(([, , each]) => each);
  const rules = new Set<Rule>([...known, "already", "contradiction"]);
  return [...rules].filter((other) => other !== rule && other !== same[`${state} ${fact}`]);
}

const mutants: Mutant[] = cells.flatMap((cell) => {
  const [state, fact, rule] = cell;
  return otherRules(cell).map((other) => ({
    name: `${fact} in ${state} is ${other} instead of ${rule}`,
    apply: () => overwrite(LIFECYCLE[state], { [fact]: other }),
  }));
});

expectEachToBeNoticed("the payments' table", mutants);
