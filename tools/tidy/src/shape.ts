import { checkCircles } from "./circles.ts";
import type { ImportGraph } from "./import-rules.ts";
import { checkServices } from "./service-shape.ts";
import type { Finding, SourceTree } from "./source-tree.ts";

/** Where to look for a second subject in a file. */
const LONG_FILE_LINES = 300;

/** `npm run mutate` and the generated document find a table by this: one without it would be left out. */
function unregisteredLifecycles(tree: SourceTree): Finding[] {
  return tree.sources
    .filter(({ path }) => /^services\/[\w-]+\/src\/(.*\/)?lifecycle\.ts$/.test(path))
    .filter(({ text }) => !/^export const lifecycle\b/m.test(text))
    .map(({ path }) => ({
      path,
      line: 1,
      message: "exports no `lifecycle`: nothing would break its rows to see whether a test notices",
    }));
}

/** Checks that services have one shape, rooms no circles and files one style of name. */
export function checkShape(tree: SourceTree, graph: ImportGraph): Finding[] {
  const misnamed = tree.sources
    // Names of routes are the addresses of pages.
    .filter(({ path }) => !path.startsWith("services/web/app/routes/"))
    .filter(({ path }) => !/^[a-z0-9-]+(\.[a-z0-9]+)*\.tsx?$/.test(path.slice(path.lastIndexOf("/") + 1)))
    .map(({ path }) => ({ path, line: 1, message: "is not named in kebab-case" }));
  return [
    ...checkServices(tree, graph),
    ...checkCircles(graph),
    ...misnamed,
    ...unregisteredLifecycles(tree),
  ];
}

/** Files that are worth a second look, generated ones aside. No failure: length alone is no fault. */
export function longFiles(tree: SourceTree): string[] {
  return tree.sources
    .filter(({ text }) => !text.startsWith("// Generated"))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length }))
    .filter(({ lines }) => lines > LONG_FILE_LINES)
    .map(({ path, lines }) => `${path} (${lines} lines)`);
}
