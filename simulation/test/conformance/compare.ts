import Stripe from "stripe";

/** Which id of the one side is which of the other. */
export interface SameIds {
  /** Whether two ids can be of the same object; from then on they are. */
  match(ours: string, theirs: string): boolean;
}

export function createSameIds(): SameIds {
  const theirsOf = new Map<string, string>();
  const oursOf = new Map<string, string>();
  return {
    match(ours, theirs) {
      if (!theirsOf.has(ours) && !oursOf.has(theirs)) {
        theirsOf.set(ours, theirs);
        oursOf.set(theirs, ours);
      }
      return theirsOf.get(ours) === theirs;
    },
  };
}

/** An answer of Stripe's, or its refusal. */
export type Outcome = { readonly value: unknown } | { readonly refusal: unknown };

/** What came of a call: the answer, or the parts of Stripe's error that callers judge it by. */
export async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await call() };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { type, statusCode, code } = error;
    return { refusal: { type, statusCode, code: code ?? null } };
  }
}

const isId = (text: string) => /^(cs|ch|pi|txn|du|refund|transfer|reversal|payout|acct|evt)_/.test(text);

/**
 * Where the answers differ. The simulation's provider shows the fields that payments reads: each has to be the
 * simulator's. Ids have to stand for the same objects, and addresses only have to be there.
 *
 * @param ours of the simulation's provider
 */
export function differences(ours: unknown, theirs: unknown, same: SameIds, path = "answer"): string[] {
  const differ = [`${path}: ${JSON.stringify(ours)}, and ${JSON.stringify(theirs)} at the simulator`];
  if (Array.isArray(ours)) {
    if (!Array.isArray(theirs) || ours.length !== theirs.length) return differ;
    return ours.flatMap((item, index) => differences(item, theirs[index], same, `${path}[${index}]`));
  }
  if (typeof ours === "object" && ours !== null) {
    if (typeof theirs !== "object" || theirs === null) return differ;
    const fields: Record<string, unknown> = { ...theirs };
    return Object.entries(ours).flatMap(([name, value]) =>
      differences(value, fields[name], same, `${path}.${name}`),
    );
  }
  if (typeof ours === "string" && typeof theirs === "string") {
    if (ours.startsWith("https://")) return /^https?:\/\//.test(theirs) ? [] : differ;
    if (isId(ours)) return same.match(ours, theirs) ? [] : differ;
  }
  return Object.is(ours, theirs) ? [] : differ;
}
