import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** A listing of the corpus, with the figures of its seller. */
export interface CorpusListing {
  /** Names it in `queries.tsv`. */
  readonly key: string;
  readonly category: string;
  readonly seller: string;
  readonly rating: number;
  readonly basePriceCents: number;
  readonly deliveryDays: number;
  readonly tags: readonly string[];
  readonly title: string;
  readonly description: string;
}

export interface RelevanceQuery {
  readonly query: string;
  /** Keys of the listings that may come first: more than one where several fit equally well. */
  readonly expected: readonly string[];
  readonly why: string;
}

const listingRow = z
  .tuple([
    z.string().min(1),
    z.string().min(1),
    z.string().min(1),
    z.coerce.number().min(1).max(5),
    z.coerce.number().int().min(1),
    z.coerce.number().int().min(1).max(45),
    z.string().min(1),
    z.string().min(5).max(120),
    z.string().min(20),
  ])
  .transform(
    ([key, category, seller, rating, euros, days, tags, title, description]): CorpusListing => ({
      key,
      category,
      seller,
      rating,
      basePriceCents: euros * 100,
      deliveryDays: days,
      tags: tags.split(", "),
      title,
      description,
    }),
  );

const queryRow = z
  .tuple([z.string().min(1), z.string().min(1), z.string().min(1)])
  .transform(([query, expected, why]): RelevanceQuery => ({ query, expected: expected.split(" "), why }));

/** The 300 listings in French and English that relevance is judged on, and that benchmarks are made from. */
export async function readCorpus(): Promise<readonly CorpusListing[]> {
  const rows = [...(await rowsOf("listings.fr.tsv")), ...(await rowsOf("listings.en.tsv"))];
  return rows.map((row) => listingRow.parse(row));
}

/** What people type, and what they hope to see first. */
export const readQueries = () => queriesOf("queries.tsv");

/** The same of people who write as they speak: sentences, other words of a family, mistakes of typing. */
export const readSpokenQueries = () => queriesOf("spoken-queries.tsv");

async function queriesOf(file: string): Promise<readonly RelevanceQuery[]> {
  return (await rowsOf(file)).map((row) => queryRow.parse(row));
}

async function rowsOf(file: string): Promise<string[][]> {
  const [, ...lines] = (await readFile(join(import.meta.dirname, file), "utf8")).trimEnd().split("\n");
  return lines.map((line) => line.split("\t"));
}
