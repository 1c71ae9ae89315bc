import type { Schema } from "mongoose";
import { type Fields, type Holding, schemaOf } from "./fields.ts";

/** An index, with the question that needs it. It is built at start, and never dropped by the service. */
export interface Index {
  readonly key: Readonly<Record<string, 1 | -1>>;
  /** The query that it answers, or the promise that it keeps. */
  readonly for: string;
  readonly unique?: true;
  /** Only documents that have the field are in it. */
  readonly sparse?: true;
  readonly partialFilterExpression?: Readonly<Record<string, unknown>>;
  /** Documents go by themselves so long after the moment in the field. */
  readonly expireAfterSeconds?: number;
}

/** What a collection holds: the one place that says so. */
export interface ModelDefinition<F extends Fields = Fields> {
  readonly collection: string;
  /** What one document is, in a sentence. */
  readonly holds: string;
  readonly fields: F;
  readonly indexes: readonly Index[];
  /** What would spread the collection over several servers: a field that its busiest queries name. */
  readonly shardKey: string;
  /** What account closing (R42) does with its documents. */
  readonly erasure: string;
}

export interface CollectionModel<F extends Fields = Fields> extends ModelDefinition<F> {
  /** mongoose's schema, made of the fields. */
  readonly schema: Schema;
}

/** The documents of a model. */
export type DocumentOf<M> = M extends CollectionModel<infer F> ? Holding<F> : never;

/** Declares what a collection holds; goes into the `model.ts` of its noun. See docs/stored-documents.md. */
export function defineModel<const F extends Fields>(definition: ModelDefinition<F>): CollectionModel<F> {
  return { ...definition, schema: schemaOf(definition.fields) };
}
