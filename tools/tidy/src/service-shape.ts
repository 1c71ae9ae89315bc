import { type Node, Visitor } from "oxc-parser";
import type { ImportGraph } from "./import-rules.ts";
import { type Finding, isTestCode, lineAt, type SourceFile, type SourceTree } from "./source-tree.ts";

/** What every service has at the same place, so that knowing one service is knowing all (CONTRIBUTING.md). */
const PARTS_OF_ASERVICE = [
  "README.md",
  "package.json",
  "src/main.ts",
  "src/app.ts",
  "src/config.ts",
  "src/deps.ts",
];

/** Checks that every service has the shape that CONTRIBUTING.md describes. */
export function checkServices(tree: SourceTree, graph: ImportGraph): Finding[] {
  const services = new Set(
    [...tree.paths].flatMap((path) => /^services\/[\w-]+(?=\/)/.exec(path)?.[0] ?? []),
  );
  const sources = tree.sources.filter(
    ({ path }) => /^services\/[\w-]+\/src\//.test(path) && !isTestCode(path),
  );
  return [
    ...[...services].flatMap((service) => missingParts(tree, service)),
    ...[...services].flatMap((service) => missingErasure(tree, sources, service)),
    ...sources.flatMap(checkComposition),
    ...sources.flatMap(checkRoutes),
    ...sources.flatMap(checkConsumers),
    ...sources.flatMap(checkModels),
    ...sources.flatMap(({ path }) => upwardImports(path, graph)),
  ];
}

function missingParts(tree: SourceTree, service: string): Finding[] {
  return PARTS_OF_ASERVICE.filter((part) => !tree.paths.has(`${service}/${part}`)).map((part) => ({
    path: `${service}/${part}`,
    line: 1,
    message: "is missing: every service has one",
  }));
}

/** R42: what a service stores of people goes when their account is closed. */
function missingErasure(tree: SourceTree, sources: readonly SourceFile[], service: string): Finding[] {
  const personal = sources.find(
    ({ path, text }) =>
      path.startsWith(`${service}/`) && path.endsWith("/model.ts") && /\bpersonal:/.test(text),
  );
  const hasErasure = [...tree.paths].some((path) => path.startsWith(`${service}/src/account-closing/`));
  if (personal === undefined || hasErasure) return [];
  return [
    {
      path: personal.path,
      line: 1,
      message: "has personal fields, and the service has no src/account-closing that erases them (R42)",
    },
  ];
}

/** `deps.ts` composes, `main.ts` runs what it composes. */
function checkComposition(file: SourceFile): Finding[] {
  const service = /^services\/([\w-]+)\/src\/(deps|main)\.ts$/.exec(file.path);
  if (service === null) return [];
  const [, name = "", part] = service;
  const compose = `compose${name[0]?.toUpperCase()}${name.slice(1)}`;
  const stores = file.text.includes('"@vc/service"');
  if (part === "main") {
    // The gateway and the web app store nothing: they have no bus or database to start before they listen.
    return stores && !file.text.includes(`build: ${compose},`)
      ? [{ path: file.path, line: 1, message: `does not run what is composed: build: ${compose}` }]
      : [];
  }
  const returned = stores ? "Promise<BuiltService>" : "Promise<";
  const signature = new RegExp(`export async function ${compose}\\([^]*?\\): ${returned}`);
  return signature.test(file.text)
    ? []
    : [{ path: file.path, line: 1, message: `exports no \`${compose}\` that returns ${returned}…` }];
}

/** Endpoints are added in files of routes, which say so by their name and by that of their function. */
function checkRoutes(file: SourceFile): Finding[] {
  const isRoutes = /\/([\w-]+-)?routes\.ts$/.test(file.path);
  if (isRoutes) return misnamedExports(file, /^add\w+Routes$/, "add…Routes");
  return callsOf(file, (called) => called === "addEndpoint").map(({ line }) => ({
    path: file.path,
    line,
    message: "adds an endpoint: only a noun's routes.ts does",
  }));
}

/** What a service hears stands in its files of consumers. */
function checkConsumers(file: SourceFile): Finding[] {
  const isConsumers = /\/([\w-]+-)?consumers\.ts$/.test(file.path);
  if (isConsumers) return misnamedExports(file, /^add\w+Consumers$/, "add…Consumers");
  return callsOf(file, (called) => /^(\w+\.)?bus\.(consume|broadcast)$/.test(called)).map(({ line }) => ({
    path: file.path,
    line,
    message: "consumes events: only a noun's consumers.ts does, in an add…Consumers function",
  }));
}

function misnamedExports(file: SourceFile, form: RegExp, words: string): Finding[] {
  const names = file.parsed.module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName }) => exportName.name ?? []),
  );
  return names.some((name) => form.test(name))
    ? []
    : [{ path: file.path, line: 1, message: `exports no \`${words}\`` }];
}

function checkModels(file: SourceFile): Finding[] {
  if (file.path.endsWith("/model.ts")) return [];
  return callsOf(file, (called) => called === "defineModel").map(({ line }) => ({
    path: file.path,
    line,
    message: "defines a model: only a noun's model.ts does",
  }));
}

/** `deps.ts` is above all but the process, `app.ts` above every noun: what a noun needs, it declares itself. */
function upwardImports(path: string, graph: ImportGraph): Finding[] {
  const [, service = "", part = ""] = /^(services\/[\w-]+)\/src\/(.+)$/.exec(path) ?? [];
  const above = [
    ...(/^(main|cli|deps)\.ts$/.test(part) ? [] : [`${service}/src/deps.ts`]),
    ...(/^(main|cli|deps|app)\.ts$/.test(part) ? [] : [`${service}/src/app.ts`]),
  ];
  return (graph.get(path) ?? [])
    .filter(({ target }) => target !== null && above.includes(target))
    .map(({ target, line }) => ({
      path,
      line,
      message: `imports ${target}, which is above it: declare what is needed, and take it as an argument`,
    }));
}

/** The calls of a file by the dotted name of what is called. */
function callsOf(file: SourceFile, isMeant: (called: string) => boolean): { readonly line: number }[] {
  const found: { line: number }[] = [];
  new Visitor({
    CallExpression(node) {
      if (isMeant(dottedName(node.callee))) found.push({ line: lineAt(file.text, node.start) });
    },
  }).visit(file.parsed.program);
  return found;
}

function dottedName(node: Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" || node.property.type !== "Identifier") return "";
  return `${dottedName(node.object)}.${node.property.name}`;
}
