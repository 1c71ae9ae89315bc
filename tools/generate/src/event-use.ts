import type { EventDefinition } from "@vc/contracts";
import * as contracts from "@vc/contracts";
import { type Node, Visitor } from "oxc-parser";
import { isTestCode, type SourceFile, type SourceTree } from "../../tidy/src/source-tree.ts";
import type { ComposedService } from "./composed-services.ts";

/** Who sends an event and who listens to it. Services in the order of their names. */
export interface EventUse {
  readonly event: EventDefinition;
  readonly exportName: string;
  readonly publishers: readonly string[];
  /** Each service with the purpose of its queue: `orders (facts)`. */
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
 * The use of every event. Consumers are what the composed services declare on the bus. Publishers are read off the code:
 * a service publishes an event of its own that its code names outside of types and of `on(Event, …)`.
 */
export function eventUses(
  tree: Pick<SourceTree, "sources">,
  composed: readonly Pick<ComposedService, "service" | "consumes" | "broadcasts">[],
): EventUse[] {
  const consumers = consumersIn(composed);
  const publishers = publishersIn(tree.sources);
  return [...events]
    .map(([exportName, event]) => ({
      event,
      exportName,
      publishers: [...(publishers.get(exportName) ?? [])].sort(),
      consumers: [...(consumers.get(event.name) ?? [])].sort(),
    }))
    .sort((a, b) => (a.event.name < b.event.name ? -1 : 1));
}

/** By the names of events. A broadcast goes to every instance, which forwards it to open streams. */
function consumersIn(
  composed: readonly Pick<ComposedService, "service" | "consumes" | "broadcasts">[],
): ReadonlyMap<string, Set<string>> {
  const consumers = new Map<string, Set<string>>();
  const add = (event: string, consumer: string) =>
    consumers.set(event, (consumers.get(event) ?? new Set()).add(consumer));
  for (const { service, consumes, broadcasts } of composed) {
    for (const { queue, events } of consumes) {
      for (const event of events) add(event, `${service} (${queue.slice(service.length + 1)})`);
    }
    for (const event of broadcasts) add(event, `${service} (live)`);
  }
  return consumers;
}

/** By the export names of events. */
function publishersIn(sources: readonly SourceFile[]): ReadonlyMap<string, Set<string>> {
  const publishers = new Map<string, Set<string>>();
  for (const file of sources) {
    const service = /^services\/([\w-]+)\/src\//.exec(file.path)?.[1];
    if (service === undefined || isTestCode(file.path)) continue;
    for (const name of publishedIn(file)) {
      const isOwn = events.get(name)?.name.startsWith(`${service}.`);
      if (isOwn) publishers.set(name, (publishers.get(name) ?? new Set()).add(service));
    }
  }
  return publishers;
}

/** The events that a file names other than in an import, a type or a subscription. */
function publishedIn(file: SourceFile): Set<string> {
  const named = new Map<string, string>();
  for (const statement of file.parsed.module.staticImports) {
    if (statement.moduleRequest.value !== "@vc/contracts") continue;
    for (const entry of statement.entries) {
      const imported = entry.importName.name ?? "";
      if (!entry.isType && events.has(imported)) named.set(entry.localName.value, imported);
    }
  }
  const found = new Set<string>();
  const ignored = new Set<Node>();
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
      if (node.callee.type === "Identifier" && node.callee.name === "on" && first) ignored.add(first);
    },
    Identifier(node) {
      const name = named.get(node.name);
      if (name !== undefined && !ignored.has(node)) found.add(name);
    },
  }).visit(file.parsed.program);
  return found;
}
