import type { Schema } from "./document.ts";

/** One of the forms that an object can have, complete in itself, and what tells it from the others. */
export interface Variant {
  readonly schema: Schema;
  /** The value of the property that tells the forms apart, where one does. */
  readonly kind: string | null;
  /** The properties that only this form needs. */
  readonly needs: readonly string[];
}

export interface Variants {
  readonly of: "oneOf" | "anyOf";
  readonly variants: readonly Variant[];
  /** The property that has another value in each of them. */
  readonly discriminator: string | null;
}

/**
 * An object whose fields may stand together only in some ways, as one closed object for each way: generators of clients
 * know no conditions beside properties, and some refuse them.
 *
 * @returns `null` for a schema that has one form
 */
export function closedVariants(schema: Schema): Variants | null {
  const of = schema.oneOf ? "oneOf" : "anyOf";
  const alternatives = schema[of];
  if (alternatives === undefined || alternatives.some(({ type }) => type === "null")) return null;
  const closed =
    schema.properties === undefined
      ? alternatives.flatMap((each) => closeAlternatives(each) ?? [{ schema: each, needs: [] }])
      : (closeAlternatives(schema) ?? []);
  const discriminator = discriminatorOf(closed.map((each) => each.schema));
  const teller =
    discriminator ?? Object.keys(closed[0]?.schema.properties ?? {}).find((name) => isFixed(closed, name));
  return {
    of: schema.properties === undefined ? "oneOf" : of,
    variants: closed.map((each) => ({
      ...each,
      kind: teller === undefined ? null : onlyValueOf(each.schema, teller),
    })),
    discriminator,
  };
}

type Closed = Omit<Variant, "kind">;

function closeAlternatives(base: Schema): Closed[] | null {
  const of = base.oneOf ? "oneOf" : "anyOf";
  const alternatives = base[of];
  if (alternatives === undefined || base.properties === undefined) return null;
  const { oneOf: _one, anyOf: _any, properties, required = [], ...rest } = base;
  return alternatives.map((alternative) => {
    const own = (alternative.required ?? []).filter((name) => !required.includes(name));
    // Where exactly one alternative holds, what only others need cannot stand in this one.
    const ofOthers =
      of === "anyOf"
        ? []
        : alternatives.flatMap((other) => (other === alternative ? [] : (other.required ?? [])));
    const excluded = new Set([
      ...ofOthers.filter((name) => !own.includes(name) && !required.includes(name)),
      ...(alternative.not?.required ?? []),
      ...Object.entries(alternative.properties ?? {}).flatMap(([name, allowed]) =>
        allowed === false ? [name] : [],
      ),
    ]);
    const kept = Object.entries(properties).filter(([name]) => !excluded.has(name));
    const narrowed = kept.map(([name, property]) => {
      const { default: _, ...needed } = property || {};
      return [name, narrow(own.includes(name) ? needed : property, alternative.properties?.[name])];
    });
    return {
      schema: { ...rest, properties: Object.fromEntries(narrowed), required: [...required, ...own] },
      needs: own,
    };
  });
}

/** A property with the conditions of an alternative. */
function narrow(property: Schema | false, condition: Schema | false | undefined): Schema | false {
  if (property === false || !condition) return property;
  const { properties, not, ...conditions } = condition;
  const inner = Object.entries(property.properties ?? {}).map(([name, each]) => [
    name,
    narrow(each, properties?.[name]),
  ]);
  const excluded = not === undefined ? [] : fixedValues(not);
  const values = fixedValues(property).filter((value) => !excluded.includes(value));
  return {
    ...property,
    ...conditions,
    ...(excluded.length > 0 && values.length > 0 ? { enum: values } : {}),
    ...(inner.length > 0 ? { properties: Object.fromEntries(inner) } : {}),
  };
}

/** The first property that is required everywhere, and has one value in each, another in every one. */
function discriminatorOf(schemas: readonly Schema[]): string | null {
  const [first] = schemas;
  const names = (first?.required ?? []).filter((name) => {
    const values = schemas.map((schema) =>
      schema.required?.includes(name) ? onlyValueOf(schema, name) : null,
    );
    return !values.includes(null) && new Set(values).size === schemas.length;
  });
  return names[0] ?? null;
}

const isFixed = (closed: readonly Closed[], name: string) =>
  closed.every(({ schema }) => onlyValueOf(schema, name) !== null);

function onlyValueOf(schema: Schema, name: string): string | null {
  const [value, ...others] = fixedValues(schema.properties?.[name] || {});
  return typeof value === "string" && others.length === 0 ? value : null;
}

function fixedValues(schema: Schema): readonly unknown[] {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : [];
}
