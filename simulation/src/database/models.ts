import type { CollectionModel, Model } from "@vc/service";
import { documentCheck } from "../../../packages/service/src/database/check-document.ts";
import type { Change } from "./update-document.ts";

type Stored = Record<string, unknown>;
type Filter = Readonly<Record<string, unknown>>;
/** The part of a collection in memory that models are made of. */
interface Collection {
  findOne(filter: Filter, options?: object): Promise<Stored | null>;
  find(filter: Filter, options?: object): AsyncIterable<Stored> & { toArray(): Promise<Stored[]> };
  insertOne(document: never, options?: object): Promise<unknown>;
  insertMany(documents: never, options?: object): Promise<unknown>;
  replaceOne(filter: Filter, document: object, options?: object): Promise<unknown>;
  updateOne(filter: Filter, change: Change, options?: object): Promise<unknown>;
}

/**
 * Of so many whole documents one is checked against its schema. The services check each; here that would take longer
 * than everything else, and the same stores write the same kinds of documents thousands of times.
 */
const CHECKED_OF = 50;

/** @param id of a document that comes without: what replaces another one */
type Check = (document: Stored, id?: unknown) => void;

const checks = new Map<CollectionModel["schema"], Check>();

/** Made once for a schema: processes start again and again. */
function checkOf(schema: CollectionModel["schema"]): Check {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  const check = documentCheck(schema);
  let writes = 0;
  const made: Check = (document, id = document._id) => {
    if (writes++ % CHECKED_OF === 0) check({ ...document, _id: id });
  };
  checks.set(schema, made);
  return made;
}

/**
 * A model in memory, with the same few calls as those of @vc/service. Filters are not cast: a filter that the schema
 * refuses finds nothing here, and fails in the service's own tests.
 */
export function modelOn<Document>(collection: Collection, { schema }: CollectionModel): Model<Document> {
  const checkNowAndThen = checkOf(schema);
  const model = {
    ...collection,
    find: (filter: Filter, options: object = {}) => collection.find(filter, options).toArray(),
    stream: (filter: Filter, options: object = {}) => collection.find(filter, options),
    insertOne: (document: Stored, options: object = {}) => {
      checkNowAndThen(document);
      return collection.insertOne(document as never, options); // it has an id, as every stored document
    },
    insertMany: (documents: Stored[], options: object = {}) => {
      for (const document of documents) checkNowAndThen(document);
      return collection.insertMany(documents as never, options); // they have ids, as every stored document
    },
    replaceOne: (filter: Filter, document: Stored, options: object = {}) => {
      checkNowAndThen(document, filter._id);
      return collection.replaceOne(filter, document, options);
    },
    aggregate: () => {
      throw new Error(
        "the simulated database knows no pipelines: count in the store, or teach it in models.ts",
      );
    },
  };
  // The stores' own types name their documents; here each is whatever it is.
  return model as unknown as Model<Document>;
}
