import type { CollectionModel } from "@vc/service";

type Schema = CollectionModel["schema"];
type SchemaType = Parameters<Parameters<Schema["eachPath"]>[0]>[1];

/** The parts of mongoose's schema types that its declarations leave out. */
interface SchemaTypeParts {
  readonly schema?: Schema;
  readonly embeddedSchemaType?: SchemaType;
  readonly $__schemaType?: SchemaType;
}

export type SampleDocument = Readonly<Record<string, unknown>> & { readonly _id: string };

/** What goes into the fields of a sample. */
interface SampleValues {
  /** An id. `of` is what the field refers to, e.g. `account`. */
  readonly idOf: (of: string) => string;
  /** Personal text, and text in JSON, that account closing erases (R42). */
  readonly personal: string;
  readonly at: Date;
}

/**
 * A document of a model with a value in every field, those that may be null or missing too: the first of enumerated
 * values, one item in each list, the first form of a part with several.
 */
export function sampleDocument({ schema }: CollectionModel, values: SampleValues): SampleDocument {
  // Every model has an `_id` of text.
  return sampleOf(schema, values) as SampleDocument;
}

function sampleOf(schema: Schema, values: SampleValues): Record<string, unknown> {
  const sample: Record<string, unknown> = {};
  schema.eachPath((name, type) => {
    if (!name.endsWith(".$*")) sample[name] = sampleValue(type, values);
  });
  const [form] = Object.entries(schema.discriminators ?? {});
  if (form === undefined) return sample;
  return { ...sample, ...sampleOf(form[1], values), [String(schema.get("discriminatorKey"))]: form[0] };
}

function sampleValue(type: SchemaType, values: SampleValues): unknown {
  const { enum: enumerated, refersTo, personal, min } = type.options;
  const { schema, embeddedSchemaType, $__schemaType: inner } = type as SchemaType & SchemaTypeParts; // read by mongoose's plugins
  if (Array.isArray(enumerated)) return enumerated[0];
  const isErased = personal !== undefined && personal !== "kept" && personal !== "not personal";
  switch (type.instance) {
    case "String":
      if (refersTo !== undefined) return values.idOf(String(refersTo));
      return isErased ? values.personal : "sample";
    case "Number":
      return typeof min === "number" ? min : 1;
    case "Date":
      return values.at;
    case "Boolean":
      return true;
    case "Mixed":
      return { text: isErased ? values.personal : "sample" };
    case "Map":
      return inner === undefined ? {} : { sample: sampleValue(inner, values) };
    case "Array":
    case "DocumentArray":
      return embeddedSchemaType === undefined ? [] : [sampleValue(embeddedSchemaType, values)];
    default:
      return schema === undefined ? {} : sampleOf(schema, values);
  }
}
