import { ledgerAccount, naturalCents } from "../ledger/chart.ts";
import type { Entry } from "../ledger/entries.ts";

/** What a seller earned in a quarter of a year, in cents; below 0 where more was taken back than earned. */
export interface QuarterFigures {
  readonly quarter: number;
  /** Orders that ended with something for the seller. */
  readonly orders: number;
  /** Credited to the seller, less commission and VAT, and less what chargebacks took back. */
  readonly considerationCents: number;
  readonly commissionCents: number;
  readonly vatCents: number;
}

const QUARTERS = [1, 2, 3, 4] as const;

/** The tax year is that of the platform's country, not of UTC. */
const inFrance = new Intl.DateTimeFormat("en", {
  timeZone: "Europe/Paris",
  year: "numeric",
  month: "numeric",
});

/** In which year and quarter a moment is in France. */
export function quarterOf(at: Date): { readonly year: number; readonly quarter: number } {
  const parts = Object.fromEntries(
    inFrance.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  return { year: parts.year ?? 0, quarter: Math.ceil((parts.month ?? 0) / 3) };
}

/** Every moment of a year in France lies in these bounds, which are a day wider on both sides. */
export function boundsOfYear(year: number): { readonly from: Date; readonly to: Date } {
  return { from: new Date(Date.UTC(year - 1, 11, 31)), to: new Date(Date.UTC(year + 1, 0, 2)) };
}

/** What an account moved on its own side in an entry, in cents. */
function movedBy({ lines }: Pick<Entry, "lines">, account: string): number {
  return lines
    .filter((line) => line.account === account)
    .reduce((sum, line) => sum + naturalCents(account, line.amountCents), 0);
}

/** Accounts of the way from the seller's balance to the bank: what moves there was earned before. */
const ON_THE_WAY = ["PAYOUT_DUE", "CONNECTED_CASH", "TRANSIT"] as const;

/** What an entry lets a seller earn: what they have grows, or what they owe falls. */
function earnedBy(entry: Pick<Entry, "lines">, sellerId: string): number {
  const isPayout = ON_THE_WAY.some((name) => {
    const account = ledgerAccount(name, sellerId);
    return entry.lines.some((line) => line.account === account);
  });
  if (isPayout) return 0;
  return (
    movedBy(entry, ledgerAccount("SELLER", sellerId)) -
    movedBy(entry, ledgerAccount("SELLER_RECEIVABLE", sellerId))
  );
}

/** DAC7: a seller's year, quarter by quarter, from the journal's entries about them. Pure. */
export function figuresOf(
  entries: Iterable<Pick<Entry, "kind" | "lines" | "at">>,
  sellerId: string,
  year: number,
): QuarterFigures[] {
  const counted = [...entries].flatMap((entry) => {
    const when = quarterOf(entry.at);
    const considerationCents = earnedBy(entry, sellerId);
    if (when.year !== year || considerationCents === 0) return [];
    const orders = entry.kind === "earnings_released" ? 1 : 0;
    const commissionCents = movedBy(entry, ledgerAccount("COMMISSION"));
    return [
      {
        quarter: when.quarter,
        orders,
        considerationCents,
        commissionCents,
        vatCents: movedBy(entry, ledgerAccount("VAT")),
      },
    ];
  });
  return QUARTERS.map((quarter) =>
    counted.filter((figures) => figures.quarter === quarter).reduce(add, { ...nothing, quarter }),
  );
}

/** The whole year. */
export function totalOf(quarters: readonly QuarterFigures[]): Omit<QuarterFigures, "quarter"> {
  const { quarter: _quarter, ...total } = quarters.reduce(add, nothing);
  return total;
}

const nothing: QuarterFigures = {
  quarter: 0,
  orders: 0,
  considerationCents: 0,
  commissionCents: 0,
  vatCents: 0,
};

function add(sum: QuarterFigures, more: QuarterFigures): QuarterFigures {
  return {
    quarter: sum.quarter,
    orders: sum.orders + more.orders,
    considerationCents: sum.considerationCents + more.considerationCents,
    commissionCents: sum.commissionCents + more.commissionCents,
    vatCents: sum.vatCents + more.vatCents,
  };
}
