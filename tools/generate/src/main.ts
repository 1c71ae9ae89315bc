import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { readSourceTree } from "../../tidy/src/source-tree.ts";
import { composeServices } from "./composed-services.ts";
import { findLooseEnds, findStaleDeadlines } from "./event-map.ts";
import { eventUses } from "./event-use.ts";
import { generatedFiles, presentText } from "./generated-files.ts";

/**
 * Makes every document that follows from the code. With `--check` it writes nothing and fails when one is not what
 * the code says. With `--release` the present forms of all events become the released ones. All fail on a service that
 * cannot be composed, such as one whose routes are not its endpoints, on an event without a publisher or a consumer, and
 * on a deadline that a service keeps without hearing of its replacement.
 */
const { values: options } = parseArgs({
  options: { check: { type: "boolean", default: false }, release: { type: "boolean", default: false } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
let failures = 0;
const fail = (line: string) => {
  failures += 1;
  say(line);
};

async function makeDocuments(): Promise<void> {
  const tree = readSourceTree(join(import.meta.dirname, "../../.."));
  const composed = await composeServices(tree.root, fail);
  // The documents would only repeat that a service is missing.
  if (failures > 0) return;
  const uses = eventUses(tree, composed);
  for (const gap of [...findLooseEnds(uses), ...findStaleDeadlines(uses)]) fail(gap);
  for (const { file, render } of generatedFiles(tree, composed, uses, options)) {
    try {
      const before = presentText(tree.root, file);
      const after = await render(before);
      if (after === before) continue;
      if (options.check) {
        fail(`${file} is not what the code says: run \`npm run generate\` and commit it`);
        continue;
      }
      mkdirSync(dirname(join(tree.root, file)), { recursive: true });
      writeFileSync(join(tree.root, file), after);
      say(`wrote ${file}`);
    } catch (error) {
      fail(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failures === 0) say(`generate: all documents are what the code says, ${uses.length} events connected`);
}

await makeDocuments();
process.exitCode = failures > 0 ? 1 : 0;
