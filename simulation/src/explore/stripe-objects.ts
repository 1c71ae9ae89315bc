import type { SavedState } from "@vc/stripe-simulator/in-process";

export type StripeObject = Record<string, unknown> & { readonly id: string };

const read = new WeakMap<object, StripeObject>();

/** The objects of a kind at Stripe, the oldest first. */
export function stripeObjects({ objects }: SavedState, kind: string): StripeObject[] {
  return [...objects.values()]
    .filter((row) => row.kind === kind)
    .map((row) => {
      const known = read.get(row);
      if (known !== undefined) return known;
      // The simulator writes only objects that have an id.
      const made = JSON.parse(String(row.object)) as StripeObject;
      read.set(row, made);
      return made;
    });
}
