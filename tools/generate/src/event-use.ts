import type { EventDefinition } from "@vc/contracts";
import * as contracts from "@vc/contracts";
import { type Node, Visitor } from "oxc-parser";
import { isTestCode, type SourceFile, type SourceTree } from "../../tidy/src/source-tree.ts";

/** Who sends an event and who listens to it, as services' code says. Services in the order of their names. */
export interface EventUse {
  readonly event: EventDefinition;
  readonly exportName: string;
  readonly publishers: readonly string[];
  /** Service and, where the code says it in place, the purpose of the queue: `orders (facts)`. */
  readonly consumers: readonly string[];
}

/** Every event of the contracts, under the name that it is imported by. */
export const events: ReadonlyMap<string, EventDefinition> = new Map(
  Object.entries(contracts).flatMap(([name, value]) => (isEvent(value) ? [[name, value] as const] : [])),
);

function isEvent(value: unknown): value is EventDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "schema" in value &&
    "description" in value
  );
}

/**
 * Reads the use of events off the services' code. What stands in `on(Event, …)` is consumed, also where a service calls
 * a consumer of `packages/service`. Any other mention that runs is a publication in the service that the event's name
 * begins with, and a consumption (a list of what to listen to) in any other.
 */
export function eventUses(tree: Pick<SourceTree, "sources">): EventUse[] {
  const publishers = new Map<string, Set<string>>();
  const consumers = new Map<string, Set<string>>();
  const shared = sharedConsumers(tree.sources);
  for (const file of tree.sources) {
    const service = /^services\/([\w-]+)\/src\//.exec(file.path)?.[1];
    if (service === undefined || isTestCode(file.path)) continue;
    for (const mention of [...mentionsOf(file), ...callsOf(shared, file)]) {
      const isOwn = events.get(mention.name)?.name.startsWith(`${service}.`) ?? false;
      const isConsumed = mention.isSubscribed || !isOwn;
      const user = isConsumed && mention.purpose !== null ? `${service} (${mention.purpose})` : service;
      const uses = isConsumed ? consumers : publishers;
      uses.set(mention.name, (uses.get(mention.name) ?? new Set()).add(user));
    }
  }
  return [...events]
    .map(([exportName, event]) => ({
      event,
      exportName,
      publishers: [...(publishers.get(exportName) ?? [])].sort(),
      consumers: [...(consumers.get(exportName) ?? [])].sort(),
    }))
    .sort((a, b) => (a.event.name < b.event.name ? -1 : 1));
}

interface Mention {
  readonly name: string;
  readonly isSubscribed: boolean;
  readonly purpose: string | null;
  /** Where in its file. */
  readonly at: number;
}

/** A function of `packages/service` that subscribes to events for the service that calls it. */
interface SharedConsumer {
  readonly events: readonly string[];
  /** `null`: the call names the queue. */
  readonly purpose: string | null;
}

function sharedConsumers(sources: readonly SourceFile[]): ReadonlyMap<string, SharedConsumer> {
  const found = new Map<string, SharedConsumer>();
  for (const file of sources) {
    if (!file.path.startsWith("packages/service/src/") || isTestCode(file.path)) continue;
    const subscribed = mentionsOf(file).filter(({ isSubscribed }) => isSubscribed);
    for (const [name, { start, end }] of exportedFunctions(file)) {
      const inside = subscribed.filter(({ at }) => start <= at && at < end);
      const [first] = inside;
      if (first === undefined) continue;
      found.set(name, { events: inside.map((mention) => mention.name), purpose: first.purpose });
    }
  }
  return found;
}

function exportedFunctions(file: SourceFile): Map<string, { start: number; end: number }> {
  const functions = new Map<string, { start: number; end: number }>();
  new Visitor({
    ExportNamedDeclaration({ declaration }) {
      if (declaration?.type === "FunctionDeclaration" && declaration.id !== null) {
        functions.set(declaration.id.name, declaration);
      }
    },
  }).visit(file.parsed.program);
  return functions;
}

/** What a file consumes by calling shared consumers; a string among the arguments names the queue. */
function callsOf(shared: ReadonlyMap<string, SharedConsumer>, file: SourceFile): Mention[] {
  const mentions: Mention[] = [];
  new Visitor({
    CallExpression({ callee, arguments: given, start }) {
      const called = callee.type === "Identifier" ? shared.get(callee.name) : undefined;
      if (called === undefined) return;
      const named = given.find(({ type }) => type === "Literal");
      const purpose = called.purpose ?? (named?.type === "Literal" ? String(named.value) : null);
      for (const name of called.events) mentions.push({ name, isSubscribed: true, purpose, at: start });
    },
  }).visit(file.parsed.program);
  return mentions;
}

/** Where a file names an event other than in an import or a type. */
function mentionsOf(file: SourceFile): Mention[] {
  const named = new Map<string, string>();
  for (const statement of file.parsed.module.staticImports) {
    if (statement.moduleRequest.value !== "@vc/contracts") continue;
    for (const entry of statement.entries) {
      const imported = entry.importName.name ?? "";
      if (!entry.isType && events.has(imported)) named.set(entry.localName.value, imported);
    }
  }
  const mentions: Mention[] = [];
  const subscribed = new Set<Node>();
  const ignored = new Set<Node>();
  const purposes: string[] = [];
  new Visitor({
    ImportDeclaration(node) {
      for (const specifier of node.specifiers) {
        ignored.add(specifier.local);
        if (specifier.type === "ImportSpecifier") ignored.add(specifier.imported);
      }
    },
    TSTypeQuery(node) {
      ignored.add(node.exprName);
    },
    CallExpression(node) {
      const [first] = node.arguments;
      if (node.callee.type === "Identifier" && node.callee.name === "on" && first) subscribed.add(first);
      const purpose = purposeOf(node);
      if (purpose !== undefined) purposes.push(purpose);
    },
    "CallExpression:exit"(node) {
      if (purposeOf(node) !== undefined) purposes.pop();
    },
    Identifier(node) {
      const name = named.get(node.name);
      if (name === undefined || ignored.has(node)) return;
      mentions.push({
        name,
        isSubscribed: subscribed.has(node),
        purpose: purposes.at(-1) ?? null,
        at: node.start,
      });
    },
  }).visit(file.parsed.program);
  return mentions;
}

/** The queue that `bus.consume({ purpose: "…" })` or `bus.broadcast(…)` is about. */
function purposeOf(call: Node & { type: "CallExpression" }): string | undefined {
  if (call.callee.type !== "MemberExpression" || call.callee.property.type !== "Identifier") return undefined;
  if (call.callee.property.name === "broadcast") return "live";
  const [options] = call.arguments;
  if (call.callee.property.name !== "consume" || options?.type !== "ObjectExpression") return undefined;
  for (const property of options.properties) {
    const isPurpose =
      property.type === "Property" && property.key.type === "Identifier" && property.key.name === "purpose";
    if (isPurpose && property.value.type === "Literal") return String(property.value.value);
  }
  return undefined;
}
