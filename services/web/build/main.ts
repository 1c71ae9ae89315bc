import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildCached, buildPages } from "./build-pages.ts";

/**
 * Builds the pages of the web app: `--out` into a folder, `--cache` into a folder under it that is named after the
 * content of the sources, unless it exists. Prints the folder of the build.
 */
// A test that starts a platform has another one, and would get the development build of React.
process.env.NODE_ENV = "production";
const { values } = parseArgs({ options: { out: { type: "string" }, cache: { type: "string" } } });
if (values.cache !== undefined) {
  process.stdout.write(`${await buildCached(resolve(values.cache))}\n`);
} else {
  const out = resolve(values.out ?? `${import.meta.dirname}/../dist`);
  await buildPages(out);
  process.stdout.write(`${out}\n`);
}
