import type { Schema, SchemaType } from "mongoose";
import type { CollectionModel } from "./define-model.ts";

/** One field as a document shows it. */
export interface FieldDescription {
  /** From the document on: `reply.text`, `extras[].title`, `ending (completed).wasLate`. */
  readonly name: string;
  /** Its type and bounds, and whether it may be null or missing. */
  readonly holds: string;
  /** What R42 does with it; `null` where nothing of it is personal. */
  readonly erasure: string | null;
  /** Who wrote it, as its model says; `null` where that says nothing. */
  readonly author: string | null;
}

/** The parts of mongoose's schema types that its declarations leave out, as in check-document.ts. */
interface SchemaTypeParts {
  readonly schema?: Schema;
  readonly embeddedSchemaType?: SchemaType;
  readonly $__schemaType?: SchemaType;
}

/** Every field of a model, those of its parts behind them. Pure. */
export function describeModel({ schema }: CollectionModel): FieldDescription[] {
  return fieldsOf(schema, "");
}

function fieldsOf(schema: Schema, before: string): FieldDescription[] {
  const fields: FieldDescription[] = [];
  schema.eachPath((name, type) => {
    if (!name.endsWith(".$*")) fields.push(...fieldOf(type, `${before}${name}`));
  });
  return fields;
}

function fieldOf(type: SchemaType, name: string): FieldDescription[] {
  const { nullable, optional, hasMeaningWhenAbsent, absentMeans, personal } = type.options;
  const holds = [
    kindOf(type),
    ...(nullable ? ["or `null`"] : []),
    ...(optional ? ["(may be missing)"] : []),
    ...(hasMeaningWhenAbsent
      ? [`(missing in old documents: read as \`${JSON.stringify(absentMeans)}\`)`]
      : []),
  ].join(" ");
  const erasure = personal === undefined || personal === "not personal" ? null : String(personal);
  const item = itemOptions(type);
  const author = item.author ?? type.options.author ?? null;
  return [{ name, holds, erasure: item.erasure ?? erasure, author }, ...partsOf(type, name)];
}

/** What a list of texts says of the texts. */
function itemOptions(type: SchemaType): { erasure: string | null; author: string | null } {
  const { embeddedSchemaType } = type as SchemaType & SchemaTypeParts; // read by mongoose's plugins
  const { personal, author } = embeddedSchemaType?.options ?? {};
  const isPersonal = typeof personal === "string" && personal !== "not personal";
  return { erasure: isPersonal ? personal : null, author: typeof author === "string" ? author : null };
}

function partsOf(type: SchemaType, name: string): FieldDescription[] {
  const { schema, embeddedSchemaType } = type as SchemaType & SchemaTypeParts; // read by mongoose's plugins
  const item = embeddedSchemaType as (SchemaType & SchemaTypeParts) | undefined; // as above
  if (type.instance === "Array" && item?.schema) return partsOf(item, `${name}[]`);
  if (schema === undefined) return [];
  const shared = fieldsOf(schema, type.instance === "DocumentArray" ? `${name}[].` : `${name}.`);
  const forms = Object.entries(schema.discriminators ?? {}).flatMap(([form, own]) =>
    fieldsOf(own, `${name} (${form}).`).filter(
      (field) => !shared.some((one) => one.name.split(".").at(-1) === field.name.split(".").at(-1)),
    ),
  );
  return [...shared, ...forms];
}

function kindOf(type: SchemaType): string {
  const { enum: values, refersTo, max, min, maxLength, isWhole, personal } = type.options;
  const { embeddedSchemaType, $__schemaType: value } = type as SchemaType & SchemaTypeParts; // as above
  if (Array.isArray(values)) return `one of ${values.map((each) => `\`${each}\``).join(", ")}`;
  switch (type.instance) {
    case "String":
      if (refersTo !== undefined) return `id (${refersTo})`;
      return personal === undefined
        ? `code, at most ${maxLength} characters`
        : `text, at most ${maxLength} characters`;
    case "Number":
      return `${isWhole ? "whole number" : "number"}${between(min, max)}`;
    case "Date":
      return "time";
    case "Boolean":
      return "yes or no";
    case "Mixed":
      return "JSON";
    case "Map":
      return `record of: ${value ? kindOf(value) : "anything"}`;
    case "Array":
    case "DocumentArray": {
      const most = max === undefined ? "" : `, at most ${max}`;
      return `list of: ${embeddedSchemaType ? kindOf(embeddedSchemaType) : "anything"}${most}`;
    }
    default:
      return "object";
  }
}

function between(min: unknown, max: unknown): string {
  if (min === undefined && max === undefined) return "";
  if (max === undefined) return `, at least ${min}`;
  return min === undefined ? `, at most ${max}` : `, ${min} to ${max}`;
}
