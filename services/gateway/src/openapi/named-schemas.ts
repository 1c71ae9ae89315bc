import { closedVariants } from "./closed-variants.ts";
import {
  type Draft,
  isSchema,
  nameOf,
  type Operation,
  operationsOf,
  refTo,
  rewritten,
  type Schema,
} from "./document.ts";

/** The most that an amount of money can be, in cents. */
const MAX_AMOUNT = 100_000_000;

/**
 * Gives every body, answer and page a name, and every amount of money the same one: generators name their types by it,
 * and one thing is one type.
 */
export function nameSchemas(document: Draft): void {
  const schemas = document.components.schemas;
  const register = (name: string, schema: Schema) => {
    const known = schemas[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two schemas are to be called ${name}`);
    }
    schemas[name] = schema;
    return refTo(name);
  };
  for (const operation of operationsOf(document)) {
    for (const body of Object.values(operation.requestBody?.content ?? {})) {
      body.schema = nameBody(operation, body.schema, register);
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      const json = answer.content?.["application/json"];
      if (json === undefined || !status.startsWith("2")) continue;
      json.schema = nameAnswer(operation, json.schema, register);
    }
  }
  nameMoney(document);
}

type Register = (name: string, schema: Schema) => ReturnType<typeof refTo>;

function nameBody({ operationId }: Operation, schema: Schema, register: Register): Schema {
  const forms = closedVariants(schema);
  if (forms !== null) {
    const refs = forms.variants.map(({ schema: form, kind, needs }, index) => {
      const isAlone = forms.variants.filter((other) => other.kind === kind).length === 1;
      const words = [...(kind === null ? [] : [kind]), ...(isAlone ? [] : needs)];
      const name = nameOf(operationId, ...(words.length > 0 ? words : [`form${index + 1}`]));
      return { kind, ref: register(name, form) };
    });
    const mapping = Object.fromEntries(refs.map(({ kind, ref }) => [kind, ref.$ref]));
    return register(nameOf(operationId, "request"), {
      [forms.of]: refs.map(({ ref }) => ref),
      ...(forms.discriminator && {
        discriminator: { propertyName: forms.discriminator, mapping },
      }),
    });
  }
  const isNamed = schema.type !== "object" || Object.keys(schema.properties ?? {}).length === 0;
  return isNamed ? schema : register(nameOf(operationId, "request"), schema);
}

function nameAnswer({ operationId }: Operation, schema: Schema, register: Register): Schema {
  if (schema.type !== "object") return schema;
  const { items: list, nextCursor, ...others } = schema.properties ?? {};
  if (!list || !nextCursor) return register(nameOf(operationId, "answer"), schema);
  const item = list.items?.$ref;
  const isPlain = typeof item === "string" && Object.keys(others).length === 0;
  const name = isPlain ? `${item.split("/").at(-1)}Page` : nameOf(operationId, "page");
  return register(name, schema);
}

/** Every amount of money is the same schema, with what it is beside it. */
function nameMoney(document: Draft): void {
  const { schemas } = document.components;
  const named = (schema: Schema): Schema => {
    if (!isMoney(schema)) return schema;
    const { description, ...money } = schema;
    schemas.Money ??= money;
    if (JSON.stringify(schemas.Money) !== JSON.stringify(money)) return schema;
    return { ...refTo("Money"), ...(description === undefined ? {} : { description }) };
  };
  Object.assign(document.paths, rewritten(document.paths, named));
  for (const [name, schema] of Object.entries(schemas)) {
    if (name !== "Money") Object.assign(schemas, { [name]: rewritten(schema, named) });
  }
}

/** A price has bounds of its own. */
function isMoney({ type, properties }: Schema): boolean {
  const { amount, currency, ...others } = properties ?? {};
  const isUnbounded = isSchema(amount) && amount.minimum === 0 && amount.maximum === MAX_AMOUNT;
  return type === "object" && isSchema(currency) && isUnbounded && Object.keys(others).length === 0;
}
