import { expect, it } from "vitest";
import { checkPersonalData } from "./personal-data.ts";
import { sourceFile } from "./source-tree.ts";

const model = sourceFile("services/reviews/src/reports/model.ts", 'text({ max: 20, personal: "emptied" })');
const ids = sourceFile("services/orders/src/orders/model.ts", 'id("account")');
const test = sourceFile(
  "services/reviews/src/account-closing/erasure.int.test.ts",
  "await eraseEveryPersonalField(t)",
);

it("asks for the test of erasure where a model has personal fields", () => {
  expect(checkPersonalData({ sources: [model, ids] })).toEqual([
    expect.objectContaining({ path: "services/reviews/src/reports/model.ts" }),
  ]);
  expect(checkPersonalData({ sources: [model, ids, test] })).toEqual([]);
});
