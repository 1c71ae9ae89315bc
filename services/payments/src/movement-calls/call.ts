import type Stripe from "stripe";
import type { Movement, MovementKind, MovementOrder } from "../movements/movement.ts";

type OrderOf<Kind extends MovementKind> = Extract<MovementOrder, { kind: Kind }>;
type MovementOf<Kind extends MovementKind> = Movement & { readonly order: OrderOf<Kind> };

/** What was done: Stripe's object, and how much of the movement it is where it is not the whole. */
export interface Done {
  readonly stripeId: string;
  readonly amountCents: number;
}

/** How one kind of movement is done at Stripe, and how to see whether it was. Both give Stripe's object, or its id. */
export interface Call<Kind extends MovementKind> {
  look(movement: MovementOf<Kind>, stripeAccountId: string | null): Promise<Done | string | null>;
  make(movement: MovementOf<Kind>, stripeAccountId: string | null): Promise<Done | string>;
  /** When what was moved can be used on the other side; `null`: at once, or Stripe cannot tell yet. */
  availableAt?(movement: MovementOf<Kind>): Promise<Date | null>;
}

/** Marks Stripe's object as this movement's, so that it can be found again without its idempotency key. */
export const MOVEMENT = "movement";

/** The first object of a movement; `null`: there is none. */
export async function firstOf<Item extends { id: string; metadata: Stripe.Metadata | null }>(
  list: AsyncIterable<Item>,
  movement: Movement,
): Promise<string | null> {
  for await (const item of list) {
    if (item.metadata?.[MOVEMENT] === movement.id) return item.id;
  }
  return null;
}
