import type { Order } from "@vc/client";
import type { PanelFacts } from "./facts.ts";

export type { PanelFacts } from "./facts.ts";
export type OutcomeReason = NonNullable<NonNullable<Order["outcome"]>["reason"]>;

/** What a panel says: what it is about, what it means, and who acts next, until when, and what silence does. */
export type PanelWords = Readonly<Record<"headline" | "text" | "next", (facts: PanelFacts) => string>>;
