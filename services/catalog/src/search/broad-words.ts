import type { Clock } from "@vc/http";
import type { ListingStore } from "../listings/store.ts";
import type { SearchedWord } from "../ranking/relevance.ts";
import { createHourlyMemory } from "./hourly-memory.ts";
import { hasBeginning, hasForm } from "./word-conditions.ts";

/** Whether more have it makes no difference any more. */
const MAX_COUNTED = 20_000;

/** Which words more listings have than are read: it saves the reading that would show it again. */
export function createBroadWords({
  listings,
  clock,
  broadAbove,
}: {
  readonly listings: Pick<ListingStore, "count">;
  readonly clock: Clock;
  readonly broadAbove: number;
}) {
  const broad = createHourlyMemory<number>(clock);

  return {
    /** How many listings have a broad word; 0 for a word that is not known to be broad. */
    breadthOf({ plain }: SearchedWord): number {
      return broad.get(plain) ?? 0;
    },

    async remember(word: SearchedWord): Promise<void> {
      const ways = word.prefix === null ? [hasForm(word)] : [hasForm(word), hasBeginning(word.prefix)];
      const counts = await Promise.all(
        ways.map((way) => listings.count({ state: "published", ...way }, MAX_COUNTED)),
      );
      broad.set(word.plain, Math.max(...counts, broadAbove + 1));
    },
  };
}
