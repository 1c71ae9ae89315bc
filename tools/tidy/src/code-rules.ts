import { type Node, Visitor } from "oxc-parser";
import { type Finding, isTestCode, lineAt, type SourceFile } from "./source-tree.ts";

/**
 * What code may not say, and what to say instead. Biome and the compiler check the rest of the
 * style (`any`, `enum`, `!`, `console`, type imports).
 */
export function checkCode(file: SourceFile, isPure: boolean): Finding[] {
  const findings: Finding[] = [];
  const report = (offset: number, message: string) =>
    findings.push({ path: file.path, line: lineAt(file.text, offset), message });
  const isTest = isTestCode(file.path);
  // Where a browser's clock is given to the pages, as main.ts gives a service's.
  const isClockOfPages = file.path === "services/web/app/client.tsx";
  const isService = file.path.startsWith("services/") && !isTest && !isClockOfPages;

  for (const comment of file.parsed.comments) {
    if (/\b(TODO|FIXME|XXX)\b/.test(comment.value))
      report(comment.start, "unfinished: do it, or open an issue");
  }
  new Visitor({
    NewExpression(node) {
      if (isNamed(node.callee, "Date") && node.arguments.length === 0) {
        if (isPure) report(node.start, "reads the clock in a pure file: take `now` as an argument");
        else if (isService) report(node.start, "reads the system's clock: ask the `clock` that was given");
      }
    },
    CallExpression(node) {
      if (isService && isCollectionCall(node)) {
        report(node.start, "asks the driver for a collection: declare a model (docs/stored-documents.md)");
      }
      const called = nameOf(node.callee);
      if (called === undefined) return;
      if (called === "Date.now" && (isPure || isService)) {
        report(node.start, "reads the system's clock: take `now`, or ask the `clock` that was given");
      }
      if (
        isPure &&
        /^(Math\.random|performance\.now|crypto\.\w+|setTimeout|setInterval|fetch)$/.test(called)
      ) {
        report(node.start, `calls ${called} in a pure file: take what it gives as an argument`);
      }
      if (isTest && /^(it|test|describe)\.(only|skip|todo|skipIf|runIf)$/.test(called)) {
        report(node.start, `${called} leaves tests out: every test runs, or is deleted`);
      }
      if (isTest && isSleep(node, called) && !hasReason(file, node.start)) {
        report(node.start, "sleeps: wait for a named condition with waitFor of @vc/testing");
      }
    },
    MemberExpression(node) {
      const isEnvironment = isNamed(node.object, "process") && isNamed(node.property, "env");
      if (isEnvironment && !mayReadEnvironment(file.path)) {
        report(node.start, "reads process.env: only main.ts does, the rest gets its config as an argument");
      }
    },
    TSAsExpression(node) {
      const isConst = file.text.slice(node.typeAnnotation.start, node.end) === "const";
      if (!isTest && !isConst && !hasReason(file, node.start)) {
        report(node.start, "casts without a reason beside it: narrow the type, or say why the cast is right");
      }
    },
  }).visit(file.parsed.program);
  return findings;
}

/** `await setTimeout(…)`, `await delay(…)`, or a timer whose callback is a promise's resolve. */
function isSleep(node: Node & { type: "CallExpression" }, called: string): boolean {
  if (!/^(setTimeout|delay|sleep|pause)$/.test(called)) return false;
  const [first, second] = node.arguments;
  const resolves = first?.type === "Identifier" && /^(resolve|done|wake)/.test(first.name);
  const isPromised = first === undefined || first.type === "Literal" || (called !== "setTimeout" && !second);
  return resolves || isPromised;
}

/** Processes begin in main.ts and cli.ts; tools and tests are told by their environment where things are. */
function mayReadEnvironment(path: string): boolean {
  return (
    /\/(main|cli)\.ts$/.test(path) || !/^(services|packages\/(?!testing))/.test(path) || isTestCode(path)
  );
}

/** Whether a comment that says why stands on the line or right above it. */
function hasReason(file: SourceFile, offset: number): boolean {
  const line = lineAt(file.text, offset);
  return file.parsed.comments.some((comment) => {
    const last = lineAt(file.text, comment.end);
    return last === line || last === line - 1;
  });
}

/** `….collection(…)`, past the models that check what is stored. */
function isCollectionCall({ callee }: Node & { type: "CallExpression" }): boolean {
  return callee.type === "MemberExpression" && isNamed(callee.property, "collection");
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

/** `a` or `a.b` of what is called; `undefined` for anything less plain. */
function nameOf(callee: Node): string | undefined {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.computed) return undefined;
  if (callee.object.type !== "Identifier" || callee.property.type !== "Identifier") return undefined;
  return `${callee.object.name}.${callee.property.name}`;
}
