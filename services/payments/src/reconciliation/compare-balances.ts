import type { Logger } from "@vc/http";
import { judgeFailure } from "../stripe/call-failure.ts";
import type { WatchBalance } from "./balance-watch.ts";
import type { Books } from "./books.ts";
import { type Booked, boundsOf, compare, type Day, type Difference, keyOf } from "./compare.ts";
import type { Findings } from "./lifecycle.ts";
import type { BookOwn } from "./own-bookings.ts";

/** What an operator moves between the platform's balance and its bank is not the platform's business. */
const OPERATORS_OWN = ["payout", "payout_failure", "payout_cancel", "topup", "topup_reversal"];

/** Of a seller's balance only payouts are compared: the rest is the other side of the platform's transfers. */
const PAYOUTS = ["payout", "payout_failure", "payout_cancel"];

/** Reads an object at Stripe again, in case its event was lost: what is only late is mended instead of reported. */
export type Reread = (stripeId: string, stripeAccountId?: string) => Promise<void>;

export interface ComparisonDeps {
  readonly books: Books;
  readonly reread: Reread;
  readonly bookOwn: BookOwn;
  readonly watchBalance: WatchBalance;
  readonly log: Logger;
}

/** R31: compares a day of the platform's own balance with what the ledger says of it, in both directions. */
export async function comparePlatform(deps: ComparisonDeps, day: Day): Promise<Findings> {
  const { books } = deps;
  const { from, to } = boundsOf(day);
  const booked = await books.bookedBetween(from, to);
  const own = booked.filter(({ type }) => OPERATORS_OWN.includes(type));
  const others = booked.filter((transaction) => !own.includes(transaction));
  await deps.bookOwn(others);
  const recorded = await books.recordedBetween(from, to);
  const { differences, seen } = await compareBooked(deps, others);
  const unseen = new Set(recorded.map(({ stripeId }) => stripeId)).difference(seen);
  for (const stripeId of unseen) {
    const difference = await differenceOf(deps, stripeId, []);
    if (difference !== null) differences.push(difference);
  }
  return {
    differences,
    bookedCount: booked.length,
    entryCount: recorded.length,
    others: totalsOf(own),
  };
}

/**
 * R31: compares a day's payouts from a seller's balance with the withdrawals. Of an account that Stripe no longer shows,
 * each one asked for is a difference. An account that was replaced is compared like the present one.
 */
export async function compareSeller(
  deps: ComparisonDeps,
  accountId: string,
  stripeAccountIds: readonly string[],
  day: Day,
): Promise<Omit<Findings, "others">> {
  const { books } = deps;
  const { from, to } = boundsOf(day);
  const asked = await books.payoutsAskedBetween(accountId, from, to);
  const readable: string[] = [];
  const booked: Booked[] = [];
  for (const stripeAccountId of stripeAccountIds) {
    const all = await bookedOf(deps, accountId, stripeAccountId, day);
    if (all === null) continue;
    await deps.watchBalance(accountId, stripeAccountId);
    readable.push(stripeAccountId);
    booked.push(...all.filter(({ type }) => PAYOUTS.includes(type)));
  }
  const differences: Difference[] = [];
  for (const payoutId of new Set([...booked.map(keyOf), ...asked.map(({ stripeId }) => stripeId)])) {
    const difference = await payoutDifference(deps, payoutId, accountId, readable);
    if (difference !== null) differences.push(difference);
  }
  return { differences, bookedCount: booked.length, entryCount: asked.length };
}

/** What differs of a payout after it was read again. */
async function payoutDifference(
  deps: ComparisonDeps,
  payoutId: string,
  accountId: string,
  stripeAccountIds: readonly string[],
): Promise<Difference | null> {
  const { books } = deps;
  const compared = async () => {
    const booked: Booked[] = [];
    for (const each of stripeAccountIds) booked.push(...(await books.bookedFor(payoutId, each)));
    return compare(payoutId, await books.payoutRecorded(payoutId), booked, accountId);
  };
  if ((await compared()) === null) return null;
  for (const each of stripeAccountIds) await readAgain(deps, payoutId, each);
  return compared();
}

async function readAgain(
  { reread, log }: ComparisonDeps,
  stripeId: string,
  stripeAccountId?: string,
): Promise<void> {
  try {
    await reread(stripeId, stripeAccountId);
  } catch (error) {
    log.warn({ err: error, stripeId }, "could not be read again before it was reported");
  }
}

/** @returns `null` when Stripe refuses to show the balance, as of an account that was closed */
async function bookedOf(
  { books, log }: ComparisonDeps,
  accountId: string,
  stripeAccountId: string,
  day: Day,
): Promise<Booked[] | null> {
  const { from, to } = boundsOf(day);
  try {
    return await books.bookedBetween(from, to, stripeAccountId);
  } catch (error) {
    const failure = judgeFailure(error);
    if (failure.kind === "unknown") throw error;
    log.error({ accountId, stripeAccountId, day, ...failure }, "a seller's balance cannot be read");
    return null;
  }
}

/** What Stripe booked, object by object, beside the entries that name it; and all ids that it named. */
async function compareBooked(deps: ComparisonDeps, booked: readonly Booked[]) {
  const differences: Difference[] = [];
  const seen = new Set<string>();
  for (const [key, theirs] of Map.groupBy(booked, keyOf)) {
    const ids = theirs.map(({ id }) => id);
    for (const id of [key, ...ids]) seen.add(id);
    if (compare(key, await deps.books.recordedFor([key, ...ids]), theirs) === null) continue;
    const difference = await differenceOf(deps, key, ids);
    if (difference !== null) differences.push(difference);
  }
  return { differences, seen };
}

/** What differs of one object after it was read again. A part of it may have moved on another day. */
async function differenceOf(
  deps: ComparisonDeps,
  stripeId: string,
  transactionIds: readonly string[],
): Promise<Difference | null> {
  if ((await compareObject(deps, stripeId, transactionIds)) === null) return null;
  await readAgain(deps, stripeId);
  return compareObject(deps, stripeId, transactionIds);
}

/** Both sides of one object, whenever they moved. */
async function compareObject(
  { books }: ComparisonDeps,
  stripeId: string,
  transactionIds: readonly string[],
): Promise<Difference | null> {
  const theirs = await books.bookedFor(stripeId);
  const ids = theirs.flatMap(({ id, source }) => [id, source ?? id]);
  const ours = await books.recordedFor([...new Set([stripeId, ...transactionIds, ...ids])]);
  return compare(stripeId, ours, theirs);
}

function totalsOf(booked: readonly Booked[]): Findings["others"] {
  return [...Map.groupBy(booked, ({ type }) => type)].map(([type, transactions]) => ({
    type,
    count: transactions.length,
    netCents: transactions.reduce((sum, { netCents }) => sum + netCents, 0),
  }));
}
