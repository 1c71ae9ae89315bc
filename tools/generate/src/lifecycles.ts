import { join } from "node:path";
import { asDocument, type Lifecycle } from "../../../packages/lifecycle/src/index.ts";
import type { SourceTree } from "../../tidy/src/source-tree.ts";

/** `docs/generated/lifecycles.md`: every table of moves but that of orders, whose own document says more. */
export async function renderLifecycles(tree: SourceTree): Promise<string> {
  const paths = [...tree.paths].filter((path) => /^services\/[^/]+\/src\/(.*\/)?lifecycle\.ts$/.test(path));
  const chapters: string[] = [];
  for (const path of paths.sort()) {
    const { lifecycle }: { lifecycle: Lifecycle } = await import(join(tree.root, path));
    if (lifecycle.name === "order") continue;
    chapters.push(...asDocument(lifecycle, `\`${path}\``));
  }
  return [
    "# Lifecycles",
    "",
    "Generated from the `lifecycle.ts` of every service. Do not edit. The [life of an order](order-lifecycle.md) has a",
    "document of its own.",
    "",
    "Each row of a table is a row of the code, in its order: of several rows for one input the first counts whose conditions",
    "hold. `same` leaves the state as it is, and `always` is taken after any other row. What has no row and is no repeat is",
    "refused or, where it is a fact, a contradiction.",
    "",
    ...chapters,
  ].join("\n");
}
