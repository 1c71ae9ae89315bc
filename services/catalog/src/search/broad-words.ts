import type { Clock } from "@vc/http";
import type { ListingStore } from "../listings/store.ts";
import type { SearchedWord } from "../ranking/relevance.ts";
import { hasBeginning, hasForm } from "./word-conditions.ts";

/** Whether more have it makes no difference any more. */
const MAX_COUNTED = 20_000;

/** For how long a word that many listings have is taken for one: it saves the reading that would show it again. */
const BROAD_FOR_MS = 3_600_000;
const MAX_BROAD_WORDS = 10_000;

/** Which words more listings have than are read. Only a memory of this process of what the database would say again. */
export function createBroadWords({
  listings,
  clock,
  broadAbove,
}: {
  readonly listings: Pick<ListingStore, "count">;
  readonly clock: Clock;
  readonly broadAbove: number;
}) {
  const broad = new Map<string, { readonly listings: number; readonly untilMs: number }>();

  return {
    /** How many listings have a broad word; 0 for a word that is not known to be broad. */
    breadthOf({ plain }: SearchedWord): number {
      const known = broad.get(plain);
      return known !== undefined && known.untilMs > clock.now().getTime() ? known.listings : 0;
    },

    async remember(word: SearchedWord): Promise<void> {
      if (broad.size >= MAX_BROAD_WORDS) broad.clear();
      const ways = word.prefix === null ? [hasForm(word)] : [hasForm(word), hasBeginning(word.prefix)];
      const counts = await Promise.all(
        ways.map((way) => listings.count({ state: "published", ...way }, MAX_COUNTED)),
      );
      broad.set(word.plain, {
        listings: Math.max(...counts, broadAbove + 1),
        untilMs: clock.now().getTime() + BROAD_FOR_MS,
      });
    },
  };
}
