import type { ImportGraph } from "./import-rules.ts";
import type { Import } from "./imports.ts";
import { type Finding, isTestCode } from "./source-tree.ts";

/** From each node to those that it needs, each with an example that says where. */
type Arrows = ReadonlyMap<string, ReadonlyMap<string, Arrow>>;

interface Arrow {
  readonly path: string;
  readonly line: number;
  readonly target: string;
}

/**
 * Checks that files form no circle, and the rooms of a service or package none either. Imports of types count: of two
 * files or rooms that know each other, neither can be read alone.
 */
export function checkCircles(graph: ImportGraph): Finding[] {
  return [
    ...circles(arrowsBetween(graph, (path) => path)).map((circle) => findingOf("files", circle)),
    ...circles(arrowsBetween(graph, (path) => (isTestCode(path) ? null : roomOf(path)))).map((circle) =>
      findingOf("rooms", circle),
    ),
  ];
}

/** A folder directly in the `src` of a service or package, or a file there: it is a room of its own. */
function roomOf(path: string): string | null {
  return /^(?:services|packages)\/[\w-]+\/src\/[^/]+/.exec(path)?.[0] ?? null;
}

function arrowsBetween(graph: ImportGraph, nodeOf: (path: string) => string | null): Arrows {
  const arrows = new Map<string, Map<string, Arrow>>();
  for (const [path, imports] of graph) {
    const from = nodeOf(path);
    if (from === null) continue;
    const targets = arrows.get(from) ?? new Map<string, Arrow>();
    arrows.set(from, targets);
    for (const { target, line } of imports.filter(isInternal)) {
      const to = nodeOf(target);
      if (to !== null && to !== from && !targets.has(to)) targets.set(to, { path, line, target });
    }
  }
  return arrows;
}

function isInternal(each: Import): each is Import & { readonly target: string } {
  return each.target !== null;
}

/** One shortest circle through each node that is in one and in no circle that was found before. */
function circles(arrows: Arrows): Arrow[][] {
  const seen = new Set<string>();
  return [...arrows.keys()].sort().flatMap((node) => {
    if (seen.has(node)) return [];
    const circle = shortestCircle(arrows, node);
    if (circle === null) return [];
    for (const { node: each } of circle) seen.add(each);
    return [circle.map(({ arrow }) => arrow)];
  });
}

interface Step {
  readonly node: string;
  readonly arrow: Arrow;
}

/** The shortest way from a node back to itself; `null` where there is none. */
function shortestCircle(arrows: Arrows, start: string): readonly Step[] | null {
  const reached = new Set<string>();
  let ways: { readonly at: string; readonly steps: readonly Step[] }[] = [{ at: start, steps: [] }];
  while (ways.length > 0) {
    const longer: typeof ways = [];
    for (const { at, steps } of ways) {
      for (const [to, arrow] of arrows.get(at) ?? []) {
        const way = [...steps, { node: at, arrow }];
        if (to === start) return way;
        if (reached.has(to)) continue;
        reached.add(to);
        longer.push({ at: to, steps: way });
      }
    }
    ways = longer;
  }
  return null;
}

function findingOf(what: "files" | "rooms", circle: readonly Arrow[]): Finding {
  const [first] = circle;
  if (first === undefined) throw new Error("a circle without an arrow was found");
  const arrows = circle.map(({ path, target }) => `${path} → ${target}`);
  return { path: first.path, line: first.line, message: `closes a circle of ${what}: ${arrows.join(", ")}` };
}
