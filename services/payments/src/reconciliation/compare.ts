/** What Stripe booked on a balance: one balance transaction. Amounts are cents, `netCents` is what the balance changed by. */
export interface Booked {
  readonly id: string;
  /** The object that moved the money; `null` for what has none. */
  readonly source: string | null;
  readonly type: string;
  readonly netCents: number;
}

/** What the ledger says of the same balance: an entry's effect on it, and the Stripe object that the entry names. */
export interface Recorded {
  readonly entryId: string;
  /** A source, or a balance transaction itself. */
  readonly stripeId: string;
  readonly cents: number;
}

export const DIFFERENCE_KINDS = ["ours_without_theirs", "theirs_without_ours", "amounts_differ"] as const;

export interface Difference {
  readonly kind: (typeof DIFFERENCE_KINDS)[number];
  /** The Stripe object that both sides were looked up by. */
  readonly stripeId: string;
  /** Of a seller's balance whose; `null`: the platform's own. */
  readonly accountId: string | null;
  readonly type: string | null;
  readonly oursCents: number;
  readonly theirsCents: number;
  readonly entryIds: readonly string[];
}

/** What money moved under: the object that moved it, which may do so more than once, as a refund that fails. */
export const keyOf = ({ id, source }: Pick<Booked, "id" | "source">): string => source ?? id;

const sum = (cents: readonly number[]) => cents.reduce((total, one) => total + one, 0);

/** Compares both sides of one object; `null` when they agree to the cent. Pure. */
export function compare(
  stripeId: string,
  ours: readonly Recorded[],
  theirs: readonly Booked[],
  accountId: string | null = null,
): Difference | null {
  const oursCents = sum(ours.map(({ cents }) => cents));
  const theirsCents = sum(theirs.map(({ netCents }) => netCents));
  const isOneSided = (ours.length === 0) !== (theirs.length === 0);
  if (oursCents === theirsCents && !isOneSided) return null;
  // What moved nothing, such as a payout that failed at once, needs no counterpart.
  if (oursCents === 0 && theirsCents === 0) return null;
  return {
    kind:
      theirs.length === 0
        ? "ours_without_theirs"
        : ours.length === 0
          ? "theirs_without_ours"
          : "amounts_differ",
    stripeId,
    accountId,
    type: theirs[0]?.type ?? null,
    oursCents,
    theirsCents,
    entryIds: ours.map(({ entryId }) => entryId),
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** A day in UTC, `2026-03-01`. */
export type Day = string;

export function dayOf(at: Date): Day {
  return at.toISOString().slice(0, 10);
}

export function boundsOf(day: Day): { readonly from: Date; readonly to: Date } {
  const from = new Date(`${day}T00:00:00.000Z`);
  return { from, to: new Date(from.getTime() + DAY_MS) };
}

export function dayAfter(day: Day): Day {
  return dayOf(boundsOf(day).to);
}

/** Bookings and events come a little after the fact; a day that has just ended is not compared yet. */
const QUIET_MS = 60 * 60_000;

/** The last day that can be compared. */
export function lastClosedDay(now: Date): Day {
  return dayOf(new Date(now.getTime() - DAY_MS - QUIET_MS));
}
