import type { ClientSession } from "mongodb";
import type { CollectionModel } from "./define-model.ts";
import type { Fields, Holding } from "./fields.ts";
import type { Change, Filter } from "./queries.ts";

/**
 * A service's database, as its stores get it: each asks for the models that it needs. Services are given mongoose's
 * (`openDatabase`), the simulation has one in memory.
 */
export interface Database {
  model<F extends Fields>(definition: CollectionModel<F>): Model<Holding<F>>;
  /** All reads with the session see the database at one point in time. MongoDB keeps a snapshot for a minute. */
  snapshot<Result>(read: (session: ClientSession) => Promise<Result>): Promise<Result>;
}

export type Sort = Readonly<Record<string, 1 | -1>>;

/** In which transaction; without one, the call is on its own. */
export interface InSession {
  readonly session?: ClientSession | undefined;
}

export interface FindOptions<Name> extends InSession {
  readonly sort?: Sort;
  readonly limit?: number;
  /** How many documents the database sends at a time. */
  readonly batchSize?: number;
  /** Only these are read. Default: all. */
  readonly fields?: readonly Name[];
}

export interface ChangeOptions extends InSession {
  /** Makes the document where none is meant: filter and change have to say all of it. */
  readonly upsert?: boolean;
}

export interface FindAndChangeOptions extends ChangeOptions {
  readonly returnDocument: "before" | "after";
  /** Which one of several. */
  readonly sort?: Sort;
}

export interface Written {
  /** How many documents the filter meant. */
  readonly matchedCount: number;
  /** How many were not as the change wanted them. */
  readonly modifiedCount: number;
  /** 1 where the document was made. */
  readonly upsertedCount: number;
}

/**
 * The documents of one collection. Calls are named and mean what they mean in MongoDB; what is different:
 *
 * - Documents are plain values, without methods.
 * - A write that breaks the schema is refused before it is sent: mongoose's ValidationError or CastError, and
 *   StrictModeError for a field that the schema does not have. Nothing is converted.
 * - A filter on a field that the schema does not have throws StrictModeError; an operator that is not `trusted` is none.
 */
export interface Model<Document> {
  findOne<Name extends keyof Document = keyof Document>(
    filter: Filter<Document>,
    options?: Omit<FindOptions<Name>, "limit" | "batchSize">,
  ): Promise<Pick<Document, Name> | null>;
  find<Name extends keyof Document = keyof Document>(
    filter: Filter<Document>,
    options?: FindOptions<Name>,
  ): Promise<Pick<Document, Name>[]>;
  /** As `find`, one after the other: for what may be much. */
  stream<Name extends keyof Document = keyof Document>(
    filter: Filter<Document>,
    options?: FindOptions<Name>,
  ): AsyncIterable<Pick<Document, Name>>;
  /** @param options.limit stops counting there */
  countDocuments(
    filter: Filter<Document>,
    options?: InSession & { readonly limit?: number },
  ): Promise<number>;
  insertOne(document: Document, options?: InSession): Promise<void>;
  insertMany(documents: readonly Document[], options?: InSession): Promise<void>;
  replaceOne(
    filter: Filter<Document>,
    document: Omit<Document, "_id">,
    options?: ChangeOptions,
  ): Promise<Written>;
  updateOne(filter: Filter<Document>, change: Change<Document>, options?: ChangeOptions): Promise<Written>;
  updateMany(filter: Filter<Document>, change: Change<Document>, options?: InSession): Promise<Written>;
  findOneAndUpdate(
    filter: Filter<Document>,
    change: Change<Document>,
    options: FindAndChangeOptions,
  ): Promise<Document | null>;
  findOneAndDelete(filter: Filter<Document>, options?: InSession): Promise<Document | null>;
  deleteOne(filter: Filter<Document>, options?: InSession): Promise<{ readonly deletedCount: number }>;
  deleteMany(filter: Filter<Document>, options?: InSession): Promise<{ readonly deletedCount: number }>;
  /** The filters at the beginning of the pipeline are checked like those of `find`; what follows is MongoDB's alone. */
  aggregate<Result>(
    pipeline: readonly AggregateStage<Document>[],
    options?: InSession & { readonly batchSize?: number },
  ): Promise<Result[]>;
}

export type AggregateStage<Document> =
  | { readonly $match: Filter<Document> }
  | { readonly [stage: `$${string}`]: unknown };
