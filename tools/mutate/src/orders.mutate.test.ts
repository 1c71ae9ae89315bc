import { type Move, moves } from "../../../services/orders/src/orders/lifecycle.ts";
import { expectEachToBeNoticed, type Mutant, overwrite } from "./mutant.ts";

// The cheap ones first: the first test that fails is enough.
await import("../../../services/orders/test/golden-matrix.unit.test.ts");
await import("../../../services/orders/src/orders/consequences.unit.test.ts");
await import("../../../services/orders/src/orders/decide.unit.test.ts");
await import("../../../services/orders/src/orders/endings.unit.test.ts");
await import("../../../services/orders/src/orders/reminders.unit.test.ts");
await import("../../../services/orders/test/model.unit.test.ts");

const otherMoney = {
  none: "refund_all",
  refund_all: "release_all",
  release_all: "refund_all",
  split: "release_all",
};
const otherActor = {
  buyer: "seller",
  seller: "buyer",
  mediator: "seller",
  payment: "buyer",
  clock: "seller",
};

/** Everything that a row says, said otherwise, one thing at a time. */
function* mutationsOf(row: Move): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
  const without = (list: readonly string[], left: string) => list.filter((each) => each !== left);
  const elsewhere = row.from.includes("disputed") ? "pending" : "disputed";
  const other = row.to === "same" ? elsewhere : "same";
  yield [`leads to ${other}`, { to: other }];
  const end = row.to === "cancelled" ? "completed" : "cancelled";
  yield [`leads to ${end}`, { to: end }];
  yield [`is done by ${otherActor[row.by]}`, { by: otherActor[row.by] }];
  yield [`does ${otherMoney[row.money]} to the money`, { money: otherMoney[row.money] }];
  for (const state of row.from) yield [`does not start in ${state}`, { from: without(row.from, state) }];
  for (const guard of row.guards ?? []) {
    yield [`has no guard ${guard}`, { guards: without(row.guards ?? [], guard) }];
  }
  for (const window of row.opens ?? []) {
    yield [`does not open ${window}`, { opens: without(row.opens ?? [], window) }];
  }
  if (row.closes) yield [`does not close ${row.closes}`, { closes: undefined }];
  if (row.ends) yield [`does not come when ${row.ends} ends`, { ends: undefined }];
  if (row.asks) yield [`does not ask for ${row.asks}`, { asks: undefined }];
  if (row.decision) yield [`is for every decision, not only ${row.decision}`, { decision: undefined }];
  if (row.fault) yield [`is nobody's fault instead of ${row.fault}`, { fault: undefined }];
  if (row.reason) yield [`gives no reason ${row.reason}`, { reason: undefined }];
}

const mutants: Mutant[] = moves.flatMap((row) =>
  [...mutationsOf(row)].map(([how, fields]) => ({
    name: `${row.action} by ${row.by} from ${row.from.join(", ")} ${how}`,
    apply: () => overwrite(row, fields),
  })),
);

expectEachToBeNoticed("the orders' table", mutants);
