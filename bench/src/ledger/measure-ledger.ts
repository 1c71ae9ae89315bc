import { ledgerAccount } from "@vc/payments/src/ledger/chart.ts";
import { createLedger } from "@vc/payments/src/ledger/ledger.ts";
import { balanceModel, type JournalDocument, journalModel } from "@vc/payments/src/ledger/model.ts";
import { type Database, openConnection, openDatabase } from "@vc/service";
import type { LedgerParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { median } from "../statistics.ts";
import type { LedgerContestant, OpenLedger } from "./contestant.ts";
import { handWritten } from "./hand-written.ts";
import { moneyOfOrder } from "./orders-money.ts";
import { vcLedger } from "./vc-ledger.ts";

export type PostingFigures = {
  readonly writers: number;
  readonly contestant: string;
  readonly does: string;
  /** Of the rounds. */
  readonly postingsPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
};

export type ReadFigures = {
  readonly entries: number;
  readonly medianMs: number;
};

export type LedgerResult = {
  readonly postings: readonly PostingFigures[];
  /** Per number of writers: payments' rate over the other's, the median of the rounds. */
  readonly ratios: readonly { readonly writers: number; readonly ratio: number }[];
  readonly reads: readonly ReadFigures[];
};

const contestants: readonly LedgerContestant[] = [vcLedger, handWritten];
const WRITER_COUNTS = [1, 16] as const;

/**
 * Every round runs both contestants, each time beginning with the other, so that what else happens on the machine meets
 * both alike; a ratio is taken within a round. The first round only warms up.
 */
export async function measureLedger(
  place: Place,
  parameters: LedgerParameters,
  say: (line: string) => void,
): Promise<LedgerResult> {
  const postings: PostingFigures[] = [];
  const ratios: { writers: number; ratio: number }[] = [];
  for (const writers of WRITER_COUNTS) {
    const rates = new Map<LedgerContestant, number[]>(contestants.map((contestant) => [contestant, []]));
    for (let round = 0; round <= parameters.rounds; round++) {
      for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
        const rate = await measureRound(contestant, place, writers, parameters.postings, round);
        const label = round === 0 ? "warm-up" : `round ${round}`;
        say(`ledger, ${writers} at a time, ${label}: ${contestant.name} ${rate.toFixed(0)} postings/s`);
        if (round > 0) rates.get(contestant)?.push(rate);
      }
    }
    for (const [{ name, does }, each] of rates) {
      const [slowest, fastest] = [Math.min(...each), Math.max(...each)];
      postings.push({
        writers,
        contestant: name,
        does,
        postingsPerSecond: median(each),
        slowest,
        fastest,
      });
    }
    const [own = [], other = []] = contestants.map((contestant) => rates.get(contestant));
    ratios.push({ writers, ratio: median(own.map((rate, round) => rate / (other[round] ?? Number.NaN))) });
  }
  return { postings, ratios, reads: await measureReads(place, parameters, say) };
}

async function measureRound(
  contestant: LedgerContestant,
  place: Place,
  writers: number,
  postings: number,
  round: number,
): Promise<number> {
  const ledger = await contestant.open(place, `${place.prefix}ledger_${writers}_${round}`);
  try {
    // Each writer has a seller of its own, as sellers are many; its orders follow one another.
    const ways = Array.from({ length: writers }, (_, writer) => wayOf(writer, Math.ceil(postings / writers)));
    const startedAt = performance.now();
    await Promise.all(ways.map((way) => postAll(ledger, way)));
    const seconds = (performance.now() - startedAt) / 1_000;
    const made = ways.reduce((sum, way) => sum + way.length, 0);
    const kept = await ledger.db.collection("journal").countDocuments();
    if (kept !== made) throw new Error(`${contestant.name}: ${kept} of ${made} entries`);
    return made / seconds;
  } finally {
    await ledger.db.dropDatabase();
    await ledger.close();
  }
}

function wayOf(writer: number, length: number) {
  const orders = Array.from({ length: Math.ceil(length / 6) }, (_, index) =>
    moneyOfOrder(`order_${writer}_${index}`, `account_${writer}`),
  );
  return orders.flat().slice(0, length);
}

async function postAll(ledger: OpenLedger, way: ReturnType<typeof wayOf>): Promise<void> {
  for (const entry of way) await ledger.post(entry);
}

/** Sellers with short and long histories in one ledger, whose balances are read in turns. */
async function measureReads(
  place: Place,
  { rounds, reads, history }: LedgerParameters,
  say: (line: string) => void,
): Promise<readonly ReadFigures[]> {
  const connection = await openConnection({ url: place.mongoUrl, database: `${place.prefix}ledger_reads` });
  const database = openDatabase(connection);
  const ledger = createLedger(database);
  const historyLengths = [1, 100, history];
  try {
    // The journal's indexes are left out: a balance is read without the journal, and they would take minutes to fill.
    for (const entries of historyLengths) await writeHistory(database, entries);
    say(`ledger: histories of ${historyLengths.join(", ")} entries are written`);
    const samples = new Map<number, number[]>(historyLengths.map((entries) => [entries, []]));
    for (let turn = 0; turn < (rounds + 1) * reads; turn++) {
      for (const entries of historyLengths) {
        const startedAt = performance.now();
        const cents = await ledger.balanceOf(accountWith(entries));
        const tookMs = performance.now() - startedAt;
        if (cents !== entries) throw new Error(`a balance of ${entries} was read as ${cents}`);
        // The first round only warms up.
        if (turn >= reads) samples.get(entries)?.push(tookMs);
      }
    }
    const figures = [...samples].map(([entries, each]) => ({ entries, medianMs: median(each) }));
    for (const { entries, medianMs } of figures)
      say(`ledger, balance of ${entries} entries: read in ${medianMs.toFixed(2)} ms`);
    return figures;
  } finally {
    // The end of the run removes it with the store: a database may take minutes to drop so many.
    await connection.close();
  }
}

function accountWith(entries: number): string {
  return ledgerAccount("SELLER", `account_${entries}`);
}

/** Entries of one cent each, in the form that the ledger writes, inserted in bulk: this write is not measured. */
async function writeHistory(database: Database, entries: number): Promise<void> {
  const journal = database.model(journalModel);
  const account = accountWith(entries);
  const inOneGo = 5_000;
  for (let from = 0; from < entries; from += inOneGo) {
    const documents = Array.from(
      { length: Math.min(inOneGo, entries - from) },
      (_, index): JournalDocument => {
        const orderId = `order_${entries}_${from + index}`;
        return {
          _id: `released:${orderId}`,
          kind: "earnings_released",
          lines: [
            { account: ledgerAccount("ESCROW", orderId), amountCents: 1 },
            { account, amountCents: -1 },
          ],
          orderId,
          stripeId: null,
          at: new Date(1_700_000_000_000 + (from + index) * 60_000),
        };
      },
    );
    await journal.insertMany(documents);
  }
  await database.model(balanceModel).insertOne({ _id: account, cents: entries, entryCount: entries });
}
