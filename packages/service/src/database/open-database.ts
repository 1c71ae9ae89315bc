import { type Connection, type PipelineStage, sanitizeFilter } from "mongoose";
import { absentFields } from "./absent-fields.ts";
import { changeCheck } from "./check-change.ts";
import { documentCheck } from "./check-document.ts";
import type {
  ChangeOptions,
  Database,
  FindAndChangeOptions,
  FindOptions,
  InSession,
  Model,
} from "./database.ts";
import type { CollectionModel } from "./define-model.ts";
import type { Fields, Holding } from "./fields.ts";
import type { Change } from "./queries.ts";
import { upsertedDocument } from "./upserted-document.ts";

/** A service's database behind mongoose, with what has to be done before the service starts. */
export interface OpenDatabase extends Database {
  /** Builds the indexes of every model that was asked for. Never drops one: that is a person's decision. */
  ensureIndexes(): Promise<void>;
  /** Every model that was asked for. */
  models(): readonly CollectionModel[];
}

/** A document as it comes from the database and goes there. */
type Stored = Record<string, unknown>;
type StoredFilter = Record<string, unknown>;
type StoredChange = Change<Stored>;
type MongooseModel = ReturnType<typeof mongooseModel>;

const mongooseModel = (connection: Connection, { collection, schema }: CollectionModel) =>
  connection.model(collection, schema, collection);

interface OpenModel {
  readonly definition: CollectionModel;
  readonly model: object;
  readonly buildIndexes: () => Promise<void>;
}

/** Makes models on a connection. Connects to nothing. */
export function openDatabase(connection: Connection): OpenDatabase {
  connection.set("sanitizeFilter", true);
  const opened = new Map<string, OpenModel>();
  return {
    model<F extends Fields>(definition: CollectionModel<F>): Model<Holding<F>> {
      const known = opened.get(definition.collection);
      if (known !== undefined && known.definition !== definition) {
        throw new Error(`two models say what ${definition.collection} holds`);
      }
      const made = known ?? openModel(connection, definition);
      opened.set(definition.collection, made);
      // The type is made of the fields, as the schema is, and the schema checks what is written.
      return made.model as Model<Holding<F>>;
    },
    snapshot: (read) =>
      connection
        .getClient()
        .withSession((session) =>
          session.withTransaction(() => read(session), { readConcern: { level: "snapshot" } }),
        ),
    models: () => [...opened.values()].map(({ definition }) => definition),
    ensureIndexes: async () => {
      await Promise.all([...opened.values()].map(({ buildIndexes }) => buildIndexes()));
    },
  };
}

function openModel(connection: Connection, definition: CollectionModel): OpenModel {
  const { indexes } = definition;
  const model = mongooseModel(connection, definition);
  return {
    definition,
    model: { ...readsOf(model), ...writesOf(model) },
    buildIndexes: async () => {
      if (indexes.length === 0) return;
      await model.collection.createIndexes(
        indexes.map(({ for: _for, key, ...options }) => ({ key: { ...key }, ...options })),
      );
    },
  };
}

/** What mongoose's own queries do: the schema casts and checks the filter, and documents stay plain (`lean`). */
function readsOf(model: MongooseModel) {
  const complete = absentFields(model.schema);

  function find(filter: StoredFilter, { fields, session, ...options }: FindOptions<string>) {
    return model
      .find(filter, projectionOf(fields), options)
      .session(session ?? null)
      .lean<Stored[]>();
  }

  return {
    async findOne(filter: StoredFilter, { fields, session, ...options }: FindOptions<string> = {}) {
      const query = model.findOne(filter, projectionOf(fields), options).session(session ?? null);
      const found = await query.lean<Stored>();
      return found && complete(found, fields);
    },
    async find(filter: StoredFilter, options: FindOptions<string> = {}) {
      const found = await find(filter, options);
      return found.map((document) => complete(document, options.fields));
    },
    async *stream(filter: StoredFilter, options: FindOptions<string> = {}) {
      for await (const document of find(filter, options).cursor()) yield complete(document, options.fields);
    },
    async countDocuments(filter: StoredFilter, options: InSession & { limit?: number } = {}) {
      return model.countDocuments(filter, withSession(options));
    },
    async aggregate(stages: readonly PipelineStage[], options: InSession & { batchSize?: number } = {}) {
      return model.aggregate(castFilters(model, stages), withSession(options));
    },
    async findOneAndDelete(filter: StoredFilter, options: InSession = {}) {
      const found = await model.findOneAndDelete(filter, withSession(options)).lean<Stored>();
      return found && complete(found);
    },
    async deleteOne(filter: StoredFilter, options: InSession = {}) {
      return model.deleteOne(filter, withSession(options));
    },
    async deleteMany(filter: StoredFilter, options: InSession = {}) {
      return model.deleteMany(filter, withSession(options));
    },
  };
}

/**
 * Writes are checked as the plain values that they are and go to mongoose's collection, past its documents: see
 * `documentCheck`.
 */
function writesOf(model: MongooseModel) {
  const { collection, schema } = model;
  const complete = absentFields(schema);
  const checkDocument = documentCheck(schema);
  const checkChange = changeCheck(schema);

  function checkUpdate(filter: StoredFilter, change: StoredChange, { upsert }: ChangeOptions): void {
    checkChange(change);
    // What it would make has to be a whole document, whether it makes one this time or not.
    if (upsert) checkDocument(upsertedDocument(filter, change));
  }

  return {
    async insertOne(document: Stored, options: InSession = {}) {
      checkDocument(document);
      await collection.insertOne(document, withSession(options));
    },
    async insertMany(documents: readonly Stored[], options: InSession = {}) {
      for (const document of documents) checkDocument(document);
      if (documents.length > 0) await collection.insertMany([...documents], withSession(options));
    },
    async replaceOne(filter: StoredFilter, document: Stored, options: ChangeOptions = {}) {
      checkDocument({ ...document, _id: filter._id });
      return collection.replaceOne(castFilter(model, filter), document, withSession(options));
    },
    async updateOne(filter: StoredFilter, change: StoredChange, options: ChangeOptions = {}) {
      checkUpdate(filter, change, options);
      return collection.updateOne(castFilter(model, filter), change, withSession(options));
    },
    async updateMany(filter: StoredFilter, change: StoredChange, options: InSession = {}) {
      checkChange(change);
      return collection.updateMany(castFilter(model, filter), change, withSession(options));
    },
    async findOneAndUpdate(filter: StoredFilter, change: StoredChange, options: FindAndChangeOptions) {
      checkUpdate(filter, change, options);
      const cast = castFilter(model, filter);
      const found = await collection.findOneAndUpdate(cast, change, withSession(options));
      return found && complete(found);
    },
  };
}

const projectionOf = (fields: readonly string[] | undefined) =>
  fields && { _id: 0, ...Object.fromEntries(fields.map((field) => [field, 1])) };

/** The driver takes no session that is undefined. */
function withSession<Options extends InSession>({ session, ...options }: Options) {
  return session === undefined ? options : { ...options, session };
}

/** A filter as it goes to the database: checked by the schema, and with no operators but trusted ones. */
function castFilter(model: MongooseModel, filter: StoredFilter): Stored {
  const query = model.find(filter);
  sanitizeFilter(query.getFilter());
  return query.cast(model);
}

/** The pipeline with the filters at its beginning cast; behind another stage, documents have other fields. */
function castFilters(model: MongooseModel, stages: readonly PipelineStage[]): PipelineStage[] {
  const next = stages.findIndex((stage) => !("$match" in stage));
  return stages.map((stage, index) =>
    "$match" in stage && (next < 0 || index < next) ? { $match: castFilter(model, stage.$match) } : stage,
  );
}
