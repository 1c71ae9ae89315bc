import { AssertionError } from "node:assert/strict";
import type { Behaviour, Subject } from "./behaviour.ts";

export type Comparison = {
  id: string;
  /** `unknown`: the test could not be done there, which says nothing about the behaviour. */
  result: "same" | "differs" | "unknown";
  /** What differs, or why it is unknown. */
  detail: string | null;
};

/** Tries the behaviours that an API alone can cause, one after the other. */
export async function compareAll(
  subject: Subject,
  behaviours: readonly Behaviour[],
  report: (comparison: Comparison) => void,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const behaviour of behaviours) {
    const comparison = await compare(subject, behaviour);
    report(comparison);
    comparisons.push(comparison);
  }
  return comparisons;
}

async function compare(subject: Subject, { id, where, check }: Behaviour): Promise<Comparison> {
  if (where === "simulator") return { id, result: "unknown", detail: "no API can cause it" };
  try {
    await check(subject);
    return { id, result: "same", detail: null };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // Anything else is a call that went wrong on the way: an account without Connect, a lost connection.
    return { id, result: error instanceof AssertionError ? "differs" : "unknown", detail };
  }
}
