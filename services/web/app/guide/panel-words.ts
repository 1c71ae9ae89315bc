import type { Order } from "@vc/client";
import type { PanelFacts } from "./facts.ts";

export type { PanelFacts } from "./facts.ts";
export type OutcomeReason = NonNullable<NonNullable<Order["outcome"]>["reason"]>;

type Said = (facts: PanelFacts) => string;

/** What a panel says: what it is about, what it means, and who acts next, until when, and what silence does. */
export type PanelWords = Readonly<Record<"headline" | "text" | "next", Said>> & {
  /** What a list says of an order on which something is to be done: what, as its title, and on its button. */
  readonly row?: Readonly<Record<"title" | "button", Said>>;
};
