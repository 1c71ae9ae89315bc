import { type Import, importsOf, packageOf } from "./imports.ts";
import { isPureRoot, pureExports, purePackages } from "./pure-files.ts";
import { type Finding, isTestCode, type SourceFile } from "./source-tree.ts";

/** The internal packages that code of a folder may import; its tests may use `@vc/testing` and `@vc/client` besides. */
const mayImport: readonly { folder: RegExp; packages: readonly string[]; why: string }[] = [
  { folder: /^packages\/contracts\//, packages: [], why: "the shared words depend on no other code" },
  { folder: /^packages\/backoff\//, packages: [], why: "everything may wait, so it depends on nothing" },
  {
    folder: /^packages\/client\//,
    packages: ["@vc/backoff"],
    why: "a frontend has nothing of the platform but its API",
  },
  {
    folder: /^packages\/bus\//,
    packages: ["@vc/backoff"],
    why: "the bus carries events and knows none of them",
  },
  { folder: /^packages\/lifecycle\//, packages: [], why: "a table of moves is data, and knows no service" },
  {
    folder: /^packages\/masking\//,
    packages: ["@vc/contracts"],
    why: "it reads texts, wherever they come from",
  },
  {
    folder: /^packages\/http\//,
    packages: ["@vc/contracts"],
    why: "the gateway needs no database and no broker",
  },
  {
    folder: /^packages\/service\//,
    packages: ["@vc/contracts", "@vc/bus", "@vc/http", "@vc/backoff", "@vc/masking"],
    why: "it is under every service that stores",
  },
  {
    folder: /^services\/gateway\//,
    packages: ["@vc/contracts", "@vc/http", "@vc/backoff"],
    why: "the gateway has no database and no broker",
  },
  {
    folder: /^services\/web\/app\//,
    packages: ["@vc/client"],
    why: "a page has nothing of the platform but its API",
  },
  {
    folder: /^services\/web\//,
    packages: ["@vc/client", "@vc/http"],
    why: "the web app has no database and no broker, and talks to the API",
  },
  {
    folder: /^packages\/testing\/src\/journey\//,
    packages: ["@vc/contracts", "@vc/client"],
    why: "people use the platform through its public API alone",
  },
  {
    folder: /^packages\/testing\//,
    packages: ["@vc/contracts", "@vc/bus", "@vc/http", "@vc/service", "@vc/client"],
    why: "tests of every service use it",
  },
  {
    folder: /^services\//,
    packages: ["@vc/contracts", "@vc/bus", "@vc/http", "@vc/service", "@vc/lifecycle", "@vc/masking"],
    why: "a service imports packages, never another service or a tool",
  },
  {
    // The files that start a platform or a browser, and the one that gives a platform to the tests.
    folder: /^e2e\/(platform\.setup\.ts|test-platform\.ts|fuzz\/|web\/play-in-browsers\.ts)/,
    packages: ["@vc/contracts", "@vc/client", "@vc/testing", "@vc/dev"],
    why: "the tests see the platform as its clients do",
  },
  {
    folder: /^e2e\//,
    packages: ["@vc/contracts", "@vc/client", "@vc/testing"],
    why: "the tests see the platform as its clients do, and reach its processes through e2e/test-platform.ts",
  },
  {
    folder: /^tools\/stripe-simulator\//,
    packages: [],
    why: "the simulator stands for another company's system",
  },
  {
    folder: /^simulation\//,
    packages: [
      "@vc/contracts",
      "@vc/bus",
      "@vc/http",
      "@vc/lifecycle",
      "@vc/service",
      "@vc/stripe-simulator",
      "@vc/testing",
    ],
    why: "the simulation runs the services and Stripe in memory, and nothing beside them",
  },
];

/** What each file imports. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

export function importGraph(sources: readonly SourceFile[]): ImportGraph {
  return new Map(sources.map((file) => [file.path, importsOf(file)]));
}

/** The files that have to be pure; what they run has to be, too. */
export function pureRoots(sources: readonly SourceFile[]): ReadonlySet<string> {
  return new Set(sources.filter(isPureRoot).map(({ path }) => path));
}

/** Checks who imports whom: direction and purity (ADR 9). */
export function checkImports(graph: ImportGraph, pure: ReadonlySet<string>): Finding[] {
  return [...direction(graph), ...purity(graph, pure)];
}

function* direction(graph: ImportGraph): Generator<Finding> {
  for (const [path, imports] of graph) {
    const rule = mayImport.find(({ folder }) => folder.test(path));
    for (const each of imports) {
      const finding = (message: string) => ({ path, line: each.line, message });
      const name = packageOf(each.specifier);
      if (leadsIntoE2e(path, each)) {
        yield finding(`imports ${each.specifier}: the end-to-end tests stand on top, nothing imports them`);
        continue;
      }
      if (each.target !== null) {
        const isForeign = unitOf(each.target) !== unitOf(path) && !mayLookInside(path);
        if (isForeign)
          yield finding(`leaves its own folder for ${each.target}: import the package by its name`);
        if (isTestCode(each.target) && !isTestCode(path) && !mayLookInside(path)) {
          yield finding(`imports ${each.target}, which is code of tests`);
        }
        continue;
      }
      if (path.startsWith("packages/contracts/") && !isTestCode(path) && name !== "zod") {
        yield finding(`imports ${name}: contracts import zod alone`);
      }
      if (path.startsWith("packages/client/") && !isTestCode(path) && name.startsWith("node:")) {
        yield finding(`imports ${name}: the client runs in browsers too`);
      }
      if (!name.startsWith("@vc/") || rule === undefined) continue;
      const isForTests =
        ["@vc/testing", "@vc/client"].includes(name) ||
        (name === "@vc/stripe-simulator" && needsStripe(path));
      const isAllowed = rule.packages.includes(name) || (isForTests && isTestCode(path));
      if (!isAllowed) yield finding(`imports ${name}: ${rule.why}`);
    }
  }
}

/** Documents are made from the services' own tables, which are mutated too, and from a table that tests prove; the simulation runs the services' own code. */
function mayLookInside(path: string): boolean {
  return /^(tools\/(generate|mutate|screens)|simulation)\//.test(path);
}

/** The tables of the end-to-end tests that the generated documents show. */
const SHOWN = ["e2e/authorisation/rules.ts", "e2e/authorisation/verdicts.ts"];

/** Whether an import leads from outside into the end-to-end tests. */
function leadsIntoE2e(path: string, { specifier, target }: Import): boolean {
  if (path.startsWith("e2e/") || SHOWN.some((file) => file === target)) return false;
  return packageOf(specifier) === "@vc/e2e" || target?.startsWith("e2e/") === true;
}

/** Payments' tests need Stripe's answers, and the simulation compares its own payment provider with them. */
function needsStripe(path: string): boolean {
  return path.startsWith("services/payments/") || path.startsWith("simulation/");
}

/** The package, service or tool that a file belongs to. */
function unitOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  return ["packages", "services", "tools"].includes(first)
    ? `${first}/${second.replace(/\.ts$/, "")}`
    : first;
}

/** The files that have to be pure, and every file that they run. */
export function pureClosure(graph: ImportGraph, roots: ReadonlySet<string>): Set<string> {
  const closure = new Set<string>();
  const queue = [...roots];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (closure.has(path)) continue;
    closure.add(path);
    const running = (graph.get(path) ?? []).filter((each) => !each.isTypeOnly);
    queue.push(...running.flatMap(({ target }) => target ?? []));
  }
  return closure;
}

function* purity(graph: ImportGraph, roots: ReadonlySet<string>): Generator<Finding> {
  for (const root of roots) yield* impureImports(graph, root, roots);
}

/** Walks from a pure file along what runs, and tells the way to each import that is not pure. */
function* impureImports(graph: ImportGraph, root: string, roots: ReadonlySet<string>): Generator<Finding> {
  const seen = new Set([root]);
  const queue: { path: string; way: readonly string[] }[] = [{ path: root, way: [] }];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const each of graph.get(next.path) ?? []) {
      if (each.isTypeOnly) continue;
      if (each.target !== null) {
        if (seen.has(each.target)) continue;
        seen.add(each.target);
        // A pure file on the way is walked as a root of its own.
        if (roots.has(each.target)) continue;
        queue.push({ path: each.target, way: [...next.way, each.target] });
        continue;
      }
      const name = packageOf(each.specifier);
      const allowed = pureExports[name] ?? [];
      const isPure =
        purePackages.has(name) || (each.names.length > 0 && each.names.every((it) => allowed.includes(it)));
      if (isPure) continue;
      const through = next.way.length > 0 ? ` through ${next.way.join(", ")}` : "";
      const line = next.path === root ? each.line : 1;
      yield {
        path: root,
        line,
        message: `is pure, and imports ${name}${through}: take it as an argument, or name the file in pure-files.ts`,
      };
    }
  }
}
