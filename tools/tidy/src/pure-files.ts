/**
 * The files that decide: they get state, input and `now`, and give an answer (platform.md §1 and §6).
 * The one list of them. A file is checked with everything that it imports and that runs, so a helper beside
 * a pure file needs no entry of its own.
 */
export const pureFiles: readonly RegExp[] = [
  /^packages\/contracts\/src\//,
  /^services\/orders\/src\/orders\/(lifecycle|decide[\w-]*|advance|policy|deadlines)\.ts$/,
  /^services\/payments\/src\/ledger\/(entries|chart)\.ts$/,
  /^services\/payments\/src\/.*\/?(money|commission|split|decide[\w-]*)\.ts$/,
  /^services\/messaging\/src\/masking\//,
  /^services\/reviews\/src\/.*\/?standing\.ts$/,
  /^services\/catalog\/src\/.*\/?analyse[\w-]*\.ts$/,
  /^services\/notifications\/src\/.*\/?render[\w-]*\.ts$/,
  /^packages\/bus\/src\/.*\/?ladder\.ts$/,
];

/** Packages whose every export is pure. */
export const purePackages: ReadonlySet<string> = new Set(["zod", "@vc/contracts", "snowball-stemmers"]);

/** Exports of other modules that are pure, though their module is not. */
export const pureExports: Readonly<Record<string, readonly string[]>> = {
  "@vc/chassis": ["canonicalHash", "canonicalJson"],
  "node:crypto": ["createHash"],
  "node:util": ["isDeepStrictEqual"],
};
