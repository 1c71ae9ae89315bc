import type { Finding, SourceTree } from "./source-tree.ts";

/**
 * A service that keeps personal data has the test that fills every personal field of its models, closes the accounts and
 * finds nothing (R42): a field that erasure does not know fails it.
 */
export function checkPersonalData({ sources }: Pick<SourceTree, "sources">): Finding[] {
  const keeping = sources.filter(
    ({ path, text }) => /^services\/[\w-]+\/src\/.*model\.ts$/.test(path) && /\bpersonal: "/.test(text),
  );
  const services = new Map(keeping.map(({ path }) => [path.split("/")[1] ?? "", path]));
  return [...services].flatMap(([service, path]) => {
    const isTested = sources.some(
      (file) =>
        file.path.startsWith(`services/${service}/src/account-closing/`) &&
        file.path.endsWith(".int.test.ts") &&
        file.text.includes("eraseEveryPersonalField("),
    );
    if (isTested) return [];
    const message = `has personal fields, and no test in services/${service}/src/account-closing calls eraseEveryPersonalField`;
    return [{ path, line: 1, message }];
  });
}
