import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { readSourceTree } from "../../tidy/src/source-tree.ts";
import { findLooseEnds } from "./event-map.ts";
import { eventUses } from "./event-use.ts";
import { generatedFiles, presentText } from "./generated-files.ts";

/**
 * Makes every document that follows from the code. With `--check` it writes nothing and fails when one is not what
 * the code says. With `--release` the present forms of all events become the released ones. All fail on an event without a publisher or without a consumer.
 */
const { values: options } = parseArgs({
  options: { check: { type: "boolean", default: false }, release: { type: "boolean", default: false } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

const tree = readSourceTree(join(import.meta.dirname, "../../.."));
const uses = eventUses(tree);
let failures = 0;
const fail = (line: string) => {
  failures += 1;
  say(line);
};

for (const looseEnd of findLooseEnds(uses)) fail(looseEnd);
for (const { file, render } of generatedFiles(tree, uses, options)) {
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
process.exitCode = failures > 0 ? 1 : 0;
