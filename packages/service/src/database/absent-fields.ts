import type { Schema } from "mongoose";

type Stored = Record<string, unknown>;

/**
 * Makes the function that gives documents from before a field existed what `absentMeans` says of it. Only for fields
 * of the document itself; inside its parts a migration has to do it.
 */
export function absentFields(schema: Schema): (document: Stored, read?: readonly string[]) => Stored {
  const fields: [string, unknown][] = [];
  schema.eachPath((name, { options }) => {
    if (options.hasMeaningWhenAbsent) fields.push([name, options.absentMeans]);
  });
  if (fields.length === 0) return (document) => document;
  return (document, read) => {
    for (const [name, meant] of fields) {
      if (document[name] === undefined && (read === undefined || read.includes(name))) document[name] = meant;
    }
    return document;
  };
}
