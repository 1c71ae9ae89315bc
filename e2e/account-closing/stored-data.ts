import { type Binary, MongoClient } from "mongodb";
import { inject } from "vitest";

/** Where something stands: database, collection, id. */
export type Place = string;

/**
 * Looks for words in every collection of every service's database, in any case: documents whole, and the bytes of
 * files. Knows nothing of what a collection is for, so that it also finds unexpected places.
 */
export async function placesOf(words: readonly string[]): Promise<Place[]> {
  const lower = words.map((word) => word.toLowerCase());
  const found: Place[] = [];
  await eachDocument(({ database, collection, document }) => {
    const text = asText(document).toLowerCase();
    const here = lower.filter((word) => text.includes(word));
    if (here.length > 0) found.push(`${database}.${collection} ${String(document._id)}: ${here.join(", ")}`);
  });
  return found;
}

/** Ids of a collection's documents. */
export async function idsIn(service: string, collection: string): Promise<string[]> {
  const ids: string[] = [];
  await eachDocument((at) => {
    if (at.database.endsWith(`_${service}`) && at.collection === collection)
      ids.push(String(at.document._id));
  });
  return ids.sort();
}

interface Found {
  readonly database: string;
  readonly collection: string;
  readonly document: { readonly _id: unknown };
}

async function eachDocument(visit: (found: Found) => void): Promise<void> {
  const { mongoUrl, databasePrefix } = inject("platform");
  const client = await new MongoClient(mongoUrl).connect();
  try {
    const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
    for (const { name } of databases.filter((each) => each.name.startsWith(databasePrefix))) {
      for (const { collectionName } of await client.db(name).collections()) {
        for await (const document of client.db(name).collection(collectionName).find()) {
          visit({ database: name, collection: collectionName, document });
        }
      }
    }
  } finally {
    await client.close();
  }
}

/** JSON, with the bytes of files as the text that they may be. */
function asText(document: object): string {
  return JSON.stringify(document, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key];
    return isBinary(raw) ? Buffer.from(raw.buffer).toString("utf8") : value;
  });
}

function isBinary(value: unknown): value is Binary {
  return typeof value === "object" && value !== null && "_bsontype" in value && value._bsontype === "Binary";
}
