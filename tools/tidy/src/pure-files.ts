/**
 * The files that decide: they get state, input and `now`, and give an answer (CONTRIBUTING.md).
 * The one list of them. A file is checked with everything that it imports and that runs, so a helper beside
 * a pure file needs no entry of its own.
 */
export const pureFiles: readonly RegExp[] = [
  /^packages\/backoff\/src\//,
  /^packages\/contracts\/src\//,
  /^packages\/lifecycle\/src\//,
  /^packages\/bus\/src\/(shared\/backoff|broker\/(delay-tiers|envelope))\.ts$/,
  // In every service, by name: tables of moves, what decides on them, and the rules that they lean on.
  /^services\/[^/]+\/src\/.*(lifecycle|commands|policy|terms|calendar)\.ts$/,
  /^services\/[^/]+\/src\/.*\/(decide|analyse|render|explain)(-[\w-]+)?\.ts$/,
  /^services\/catalog\/src\/search\/relevance\.ts$/,
  /^services\/messaging\/src\/masking\//,
  /^services\/notifications\/src\/templates\//,
  /^services\/accounts\/src\/(accounts\/account|access-tokens\/key-schedule)\.ts$/,
  /^services\/gateway\/src\/proxy\/(circuit|repeat|rotation|service-prefixes)\.ts$/,
  /^services\/orders\/src\/orders\/placement\.ts$/,
  /^services\/payments\/src\/ledger\/(chart|commission|entries)\.ts$/,
  /^services\/reviews\/src\/standings\/standing\.ts$/,
];

/** Packages whose every export is pure. */
export const purePackages: ReadonlySet<string> = new Set([
  "zod",
  "@vc/backoff",
  "@vc/contracts",
  "@vc/lifecycle",
  "libphonenumber-js",
  "snowball-stemmers",
  "handlebars",
  "mjml",
]);

/** Exports of other modules that are pure, though their module is not. */
export const pureExports: Readonly<Record<string, readonly string[]>> = {
  "@vc/http": ["canonicalHash", "canonicalJson"],
  "node:crypto": ["createHash"],
  "node:util": ["isDeepStrictEqual"],
};
