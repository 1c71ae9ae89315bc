import type { PanelName } from "../guide/panels.ts";

/** What a row of a list can speak of. */
export interface RowFacts {
  /** The title of what was ordered. */
  readonly listing: string;
  readonly total: string;
}

/** The words of a row by the panel of its order, for each panel on which something is to be done. */
export type RowWords = Readonly<
  Partial<Record<PanelName, Readonly<Record<"title" | "button", (facts: RowFacts) => string>>>>
>;
