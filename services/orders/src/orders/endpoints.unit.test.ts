import { ORDER_ACTIONS, orderActionEndpoints } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { moves } from "./lifecycle.ts";

describe.each(ORDER_ACTIONS)("the endpoint of %s", (action) => {
  const rows = moves.filter((move) => move.on === action);
  const { access, path, summary } = orderActionEndpoints[action];

  it("exists because the table has rows for it", () => {
    expect(path).toBe(`/v1/orders/:orderId/${action}`);
    expect(rows).not.toEqual([]);
  });

  it("lets those call who can take the action by the table", () => {
    const isForMediators = rows.every((move) => move.by === "mediator");
    expect(access).toEqual(isForMediators ? { roles: ["mediator"] } : "signed_in");
  });

  it("names the parties and the rules of its rows", () => {
    const [, parties = "", rules = ""] = /\((.+); (.+)\)$/.exec(summary) ?? [];
    expect(parties.split(/, | or /).toSorted()).toEqual([...new Set(rows.map((move) => move.by))].toSorted());
    expect(rules.split(", ").toSorted()).toEqual(
      [...new Set(rows.flatMap((move) => move.rules.split(", ")))].toSorted(),
    );
  });
});
