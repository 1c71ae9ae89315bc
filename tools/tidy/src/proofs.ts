import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { INVARIANTS, proofsIn } from "./invariants.ts";
import { checkRanProofs, testsOfReport } from "./ran-proofs.ts";

/**
 * `node tools/tidy/src/proofs.ts <folder>`: compares docs/invariants.md with the reports of the tests that just ran, one
 * `<project>.json` each, and fails on a proof that did not run or did not pass. The last step of `npm test`.
 */
const PROJECTS = ["unit", "int", "e2e", "faults"];

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: node tools/proofs.ts <folder of the reports>");

const runs = new Map(
  PROJECTS.map((project) => [project, join(folder, `${project}.json`)] as const)
    .filter(([, file]) => existsSync(file))
    .map(([project, file]) => [project, testsOfReport(JSON.parse(readFileSync(file, "utf8")))]),
);
const text = readFileSync(join(import.meta.dirname, "../../..", INVARIANTS), "utf8");
const { findings, passed, notRun, outside } = checkRanProofs(proofsIn({ path: INVARIANTS, text }), runs);

const say = (line: string) => process.stdout.write(`${line}\n`);
for (const { path, line, message } of findings) say(`${path}:${line} ${message}`);
say(
  `proofs: ${passed} ran and passed (${[...runs.keys()].join(", ")}), ${findings.length} did not, ` +
    `${notRun} of kinds that were not asked for, ${outside} outside npm test (their sources are checked by tidy)`,
);
process.exitCode = findings.length > 0 ? 1 : 0;
