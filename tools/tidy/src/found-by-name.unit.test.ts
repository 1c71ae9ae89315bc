import { expect, it } from "vitest";
import { checkFoundByName } from "./found-by-name.ts";
import { sourceFile } from "./source-tree.ts";

const found = (files: Record<string, string>) =>
  checkFoundByName({ sources: Object.entries(files).map(([path, text]) => sourceFile(path, text)) }).map(
    ({ path }) => path,
  );

it("finds a test that no project runs", () => {
  const config = 'export default { test: { include: ["{packages,services}/**/*.unit.test.ts"] } };';
  expect(
    found({
      "vitest.config.ts": config,
      "services/orders/src/orders/decide.unit.test.ts": "",
      "services/orders/src/orders/decide.test.ts": "",
      "services/web/app/page.unit.test.tsx": "",
      "docker/users.unit.test.ts": "",
    }),
  ).toEqual([
    "services/orders/src/orders/decide.test.ts",
    "services/web/app/page.unit.test.tsx",
    "docker/users.unit.test.ts",
  ]);
});

it("finds a table of moves that mutation does not", () => {
  const table = "export const lifecycle = { rows } satisfies Lifecycle<Move>;";
  expect(
    found({ "services/orders/src/orders/lifecycle.ts": table, "services/orders/src/orders/moves.ts": table }),
  ).toEqual(["services/orders/src/orders/moves.ts"]);
});
