import { Visitor } from "oxc-parser";
import { isTestCode, type SourceFile } from "./source-tree.ts";

/**
 * Which files are pure: they get state, input and `now`, and return a value (CONTRIBUTING.md). A file is checked with
 * everything that it imports and that runs.
 *
 * In a service nothing is listed: a file that waits for nothing is pure unless it is a part of the shell. In packages,
 * pure files are listed.
 */
export function isPureRoot(file: SourceFile): boolean {
  const { path } = file;
  if (isTestCode(path)) return false;
  if (PURE_PACKAGE_FILES.some((pattern) => pattern.test(path))) return true;
  return SERVICE_FILE.test(path) && !SHELL.some((pattern) => pattern.test(path)) && !isAsync(file);
}

const PURE_PACKAGE_FILES: readonly RegExp[] = [
  /^packages\/backoff\/src\//,
  /^packages\/contracts\/src\//,
  /^packages\/lifecycle\/src\//,
  /^packages\/masking\/src\//,
  /^packages\/bus\/src\/broker\/(delay-tiers|envelope)\.ts$/,
];

/** Pages have a browser around them. */
const SERVICE_FILE = /^services\/[^/]+\/src\//;

/** Files of services that connect parts or talk to a library, and wait for nothing themselves. */
const SHELL: readonly RegExp[] = [
  // In every service, by name: the process, its settings, its parts, and what they register.
  /\/(main|cli|config|deps|app|model|store|routes|consumers)\.ts$|-(routes|store)\.ts$/,
  /\/account-closing\/(erasure|data-export)\.ts$/,
  // Projections of accounts, made by packages/service.
  /^services\/(payments\/src\/people\/people|reviews\/src\/accounts\/accounts)\.ts$/,
  // New keys and ids of devices are random.
  /^services\/accounts\/src\/(access-tokens\/signing-key|devices\/device-tokens)\.ts$/,
  // Streams, sockets and metrics.
  /^services\/gateway\/src\/proxy\/(answers|balance-requests|circuits|detached-body|headers|upstream-connections)\.ts$/,
  // The files of the fonts, unpacked by zlib.
  /^services\/payments\/src\/documents\/(fonts|unpack-woff)\.ts$/,
  // Stripe's own library.
  /^services\/payments\/src\/stripe\//,
];

/** Whether a file has an asynchronous function, or a type of one. */
function isAsync({ parsed }: SourceFile): boolean {
  let found = false;
  const look = ({ async }: { readonly async: boolean }) => {
    found ||= async;
  };
  new Visitor({
    FunctionDeclaration: look,
    FunctionExpression: look,
    ArrowFunctionExpression: look,
    TSTypeReference({ typeName }) {
      found ||= typeName.type === "Identifier" && /^(Promise|Async\w+)$/.test(typeName.name);
    },
  }).visit(parsed.program);
  return found;
}

/** Packages whose every export is pure. */
export const purePackages: ReadonlySet<string> = new Set([
  "zod",
  "@vc/backoff",
  "@vc/contracts",
  "@vc/lifecycle",
  "@vc/masking",
  "libphonenumber-js",
  "snowball-stemmers",
  "handlebars",
  "mjml",
]);

/** Exports of other modules that are pure, though their module is not. */
export const pureExports: Readonly<Record<string, readonly string[]>> = {
  "@vc/http": [
    "BODY_LIMIT_BYTES",
    "canonicalHash",
    "canonicalJson",
    "HttpProblem",
    "invalidRequest",
    "SERVICE_UNAVAILABLE_HEADER",
  ],
  "@vc/service": [
    "toFileInfo",
    "trusted",
    // They describe fields.
    ...[
      "absentMeans",
      "code",
      "flag",
      "id",
      "json",
      "list",
      "moment",
      "nullable",
      "object",
      "oneOf",
      "text",
      "whole",
    ],
  ],
  "node:crypto": ["createHash"],
  "node:util": ["isDeepStrictEqual"],
};
