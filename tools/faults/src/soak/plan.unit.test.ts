import { randomFrom } from "@vc/testing";
import { expect, it } from "vitest";
import { type Fault, planFaults } from "./plan.ts";

const everything = new Map([
  ["orders", ["orders", "orders-2"]],
  ["payments", ["payments", "payments-2"]],
]);

function some(
  count: number,
  seed: number,
  atRisk = () => everything as ReadonlyMap<string, string[]>,
): Fault[] {
  const faults = planFaults(randomFrom(seed), atRisk);
  return Array.from({ length: count }, () => faults.next().value);
}

it("plans the same faults for the same seed, and others for another", () => {
  expect(some(30, 4711)).toEqual(some(30, 4711));
  expect(some(30, 4711)).not.toEqual(some(30, 4712));
});

it("has met every kind of fault after one round", () => {
  const kinds = some(9, 1).map((fault) =>
    fault.kind === "stopped and started"
      ? fault.servers.join(" and ")
      : `${fault.processes.length} ${fault.kind}`,
  );
  expect(new Set(kinds)).toEqual(
    new Set(["1 killed", "2 killed", "1 stopped", "broker", "database", "broker and database"]),
  );
});

it("chooses no process that is exempt from then on", () => {
  const spared = new Map([["orders", ["orders-2"]]]);
  const met = some(50, 1, () => spared).flatMap((fault) => ("processes" in fault ? fault.processes : []));
  expect(new Set(met)).toEqual(new Set(["orders-2"]));
});
