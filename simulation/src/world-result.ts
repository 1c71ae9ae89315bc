import type { Storage } from "./database/storage.ts";
import { asOrder } from "./database/stored.ts";
import type { Situation } from "./situations.ts";

/** The result of a world. The same options give the same hash and the same failure at the same step. */
export interface WorldResult {
  readonly seed: number;
  readonly orders: number;
  readonly steps: number;
  readonly hash: string;
  readonly virtualDays: number;
  readonly crashes: number;
  /** How often each move was made: `action by from`. */
  readonly moves: Readonly<Record<string, number>>;
  /** How often each situation came up. */
  readonly situations: Readonly<Partial<Record<Situation, number>>>;
  readonly failure: null | {
    readonly invariant: string;
    readonly subject: string;
    readonly message: string;
    readonly step: number;
    readonly at: string;
    readonly history: readonly string[];
  };
}

export function movesMade(orders: Storage): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const document of orders.find("orders", {}, null)) {
    for (const { action, by, from } of asOrder(document).timeline) {
      const move = `${action} by ${by} in ${from}`;
      counts[move] = (counts[move] ?? 0) + 1;
    }
  }
  return counts;
}
