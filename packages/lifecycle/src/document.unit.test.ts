import { describe, expect, it } from "vitest";
import { lifecycle } from "../test/loan.ts";
import { asDocument, asMermaid, finalStates } from "./document.ts";
import { asMatrix } from "./matrix.ts";

describe("a lifecycle to be read", () => {
  it("is a matrix of states and inputs, with conditions and repeats", () => {
    const { overdue, settled } = asMatrix(lifecycle);
    expect(overdue).toEqual({
      lend: [],
      renew: [],
      return: [],
      remind: [],
      pay: ["overdue (after the first reminder)"],
      always: ["settled (while no fine is owed)"],
    });
    expect(settled?.return).toEqual(["already"]);
    expect(asMatrix(lifecycle).lent?.remind).toEqual(["overdue (clock, when due ends)"]);
  });

  it("is a diagram with an arrow for each state that a row leaves, and its final states", () => {
    expect(asMermaid(lifecycle)).toEqual([
      "stateDiagram-v2",
      "  [*] --> shelved",
      "  shelved --> lent: lend (librarian)",
      "  lent --> lent: renew (reader)",
      "  lent --> settled: return (reader)",
      "  lent --> overdue: remind (clock, when due ends)",
      "  overdue --> overdue: pay (after the first reminder)",
      "  overdue --> settled: always (while no fine is owed)",
      "  settled --> [*]",
    ]);
    expect(finalStates(lifecycle)).toEqual(["settled"]);
  });

  it("is a chapter with the diagram, the rows and the repeats", () => {
    const lines = asDocument(lifecycle, "`loan.ts`");
    expect(lines.slice(0, 3)).toEqual(["## Loan", "", "From `loan.ts`."]);
    expect(lines).toContain("| pay (after the first reminder) | overdue | same | take_money |  | R5 |");
    expect(lines).toContain("- `return` is a repeat in shelved, settled.");
  });
});
