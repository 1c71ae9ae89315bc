import type { ExploredWorld } from "./explored-world.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Moment } from "./moment.ts";
import { type Broken, brokenAt, isEnd } from "./properties.ts";
import { setScene } from "./scene.ts";
import type { Step } from "./step.ts";
import { patientSteps, stepsOf } from "./steps.ts";
import { type WalkTerms, WORK } from "./walk-terms.ts";
import { workSteps } from "./work-steps.ts";

export interface WalkResult {
  readonly name: string;
  readonly moments: number;
  readonly steps: number;
  readonly ends: number;
  /** The longest of the shortest ways to a moment. */
  readonly depth: number;
  /** `null`: everything was seen. */
  readonly stoppedAt: string | null;
  readonly broken: readonly (Broken & { readonly story: readonly string[] })[];
}

interface Node {
  readonly parent: number;
  readonly label: string;
  readonly depth: number;
}

/** How many stories of broken properties are told: each is the shortest one of its property. */
const MOST_BROKEN = 8;

/**
 * Walks through everything that can happen, breadth first, so that the first way to a moment is a shortest one. A moment
 * whose fingerprint was seen is not walked again.
 */
export async function walk(
  terms: WalkTerms,
  bounds: { mostMoments: number; mostMs: number },
): Promise<WalkResult> {
  const world = await setScene(terms);
  const startedAt = performance.now();
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const comesFrom: number[][] = [];
  const ends: number[] = [];
  const broken = new Map<string, Broken & { node: number }>();
  let waiting: { node: number; moment: Moment }[] = [];
  let steps = 0;
  let stoppedAt: string | null = null;

  const report = (found: Broken, node: number) => {
    if (!broken.has(found.property)) broken.set(found.property, { ...found, node });
  };

  /** @returns whether it is another moment than the one that the step was taken from */
  async function arrive(moment: Moment, node: Node): Promise<boolean> {
    const fingerprint = fingerprintOf(moment);
    const seen = known.get(fingerprint);
    if (seen !== undefined) {
      if (node.parent !== seen) comesFrom[seen]?.push(node.parent);
      return node.parent !== seen;
    }
    const number = nodes.length;
    known.set(fingerprint, number);
    nodes.push(node);
    comesFrom.push([node.parent]);
    const isOver = isEnd(moment);
    if (isOver) ends.push(number);
    for (const found of await brokenAt(world, moment, isOver)) report(found, number);
    waiting.push({ node: number, moment });
    return true;
  }

  await begin(world, terms);
  await arrive(world.at(), { parent: -1, label: terms.begins?.at(-1) ?? "the order is placed", depth: 0 });
  while (waiting.length > 0 && stoppedAt === null && broken.size < MOST_BROKEN) {
    const level = waiting;
    waiting = [];
    for (const { node, moment } of level) {
      if (nodes.length > bounds.mostMoments) stoppedAt = `${nodes.length} moments`;
      else if (performance.now() - startedAt > bounds.mostMs) stoppedAt = `${bounds.mostMs} ms`;
      if (stoppedAt !== null) break;
      const depth = (nodes[node]?.depth ?? 0) + 1;
      world.enter(moment);
      const takeAll = async (given: readonly Step[]): Promise<boolean> => {
        let isLeft = false;
        for (const step of given) {
          const fail = (error: unknown) => {
            nodes.push({ parent: node, label: step.label, depth });
            comesFrom.push([]);
            report({ property: "nothing throws", detail: messageOf(error) }, nodes.length - 1);
          };
          const arriveNext = async (next: Moment, label: string) => {
            if (await arrive(next, { parent: node, label, depth })) isLeft = true;
          };
          steps += await take(world, moment, terms, step, arriveNext, fail);
        }
        return isLeft;
      };
      if (await takeAll(stepsOf(world, terms))) continue;
      // What waits cannot be done now, as an event that names what is not recorded yet.
      world.enter(moment);
      if (terms.isTimePatient) await takeAll(patientSteps(world, terms));
    }
  }
  if (stoppedAt === null) {
    const stuck = firstWithoutEnd(nodes.length, comesFrom, ends);
    if (stuck !== null)
      report(
        { property: "a step that frees the money is left", detail: "no end can be reached from here" },
        stuck,
      );
  }
  await world.close();
  const storyOf = (node: number): string[] => {
    const found = nodes[node];
    return found === undefined ? [] : [...storyOf(found.parent), found.label];
  };
  return {
    ...{ name: terms.name, moments: nodes.length, steps, ends: ends.length, stoppedAt },
    depth: Math.max(...nodes.slice(-1000).map(({ depth }) => depth)),
    broken: [...broken.values()].map(({ property, detail, node }) => ({
      property,
      detail,
      story: storyOf(node),
    })),
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Takes a step, and once more for each commit before which its process can die. @returns how many steps these were */
async function take(
  world: ExploredWorld,
  moment: Moment,
  terms: WalkTerms,
  step: Step,
  arrive: (next: Moment, label: string) => Promise<void>,
  failed: (error: unknown) => void,
): Promise<number> {
  let steps = 0;
  const once = async (diesBefore: number): Promise<number> => {
    world.enter(moment);
    steps++;
    if (diesBefore > 0) world.spend("crash");
    const label = diesBefore > 0 ? `${step.label}, and dies before commit ${diesBefore}` : step.label;
    try {
      const { commits } = await step.run(world, diesBefore);
      const followed = await workPromptly(world, terms);
      await arrive(world.leave(), [label, ...followed].join("; "));
      return commits;
    } catch (error) {
      failed(error);
      return 0;
    }
  };
  const commits = await once(0);
  if (step.isMortal !== true || (moment.left.crash ?? 0) <= 0) return steps;
  for (let commit = 2; commit <= commits; commit++) await once(commit);
  return steps;
}

/** Plays what a walk begins with, and hands out what may be chosen from there on. */
async function begin(world: ExploredWorld, terms: WalkTerms): Promise<void> {
  const prompt: WalkTerms = { ...terms, actions: "all", prompt: WORK, aroundTimes: false };
  for (const label of terms.begins ?? []) {
    await workPromptly(world, prompt);
    world.set({ left: { checkout: 1, "request cancellation": 1, "request revision": 1 } });
    const step = stepsOf(world, prompt).find((each) => each.label === label);
    if (step === undefined) throw new Error(`"${label}" cannot happen where ${terms.name} begins`);
    await step.run(world, 0);
  }
  await workPromptly(world, terms);
  world.set({ left: terms.left });
}

/** More than any step leads to: beyond it, work makes itself. */
const MOST_WORK = 100;

/**
 * Does the prompt work that a step has left. What cannot be done yet, as an event that overtook another one, is tried
 * again after the next step.
 *
 * @returns what was done, in words
 */
async function workPromptly(world: ExploredWorld, terms: WalkTerms): Promise<string[]> {
  const done: string[] = [];
  const inVain = new Set<string>();
  for (;;) {
    const next = workSteps(world, terms).prompt.find(({ label }) => !inVain.has(label));
    if (next === undefined) return done;
    await next.run(world, 0);
    if (workSteps(world, terms).prompt.some(({ label }) => label === next.label)) inVain.add(next.label);
    else inVain.clear();
    done.push(next.label);
    if (done.length > MOST_WORK) throw new Error(`work makes itself: ${done.slice(-4).join("; ")}`);
  }
}

/** The first moment from which no way leads to an end, following the ways backwards from all ends. */
function firstWithoutEnd(
  count: number,
  comesFrom: readonly number[][],
  ends: readonly number[],
): number | null {
  const reaches = new Uint8Array(count);
  const open = [...ends];
  for (const end of open) reaches[end] = 1;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const before of comesFrom[node] ?? []) {
      if (before < 0 || reaches[before] === 1) continue;
      reaches[before] = 1;
      open.push(before);
    }
  }
  const first = reaches.indexOf(0);
  return first < 0 ? null : first;
}
