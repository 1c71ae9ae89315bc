import type { z } from "zod";

/** `<context>.<aggregate>.<event>.v<major>`: the name of an event, and its routing key on the broker. */
export type EventName = `${string}.${string}.${string}.v${number}`;

/**
 * One event of the platform: its name, schema and meaning in one object, so that no routing key is ever written as a
 * string. `@vc/bus` publishes and consumes these objects.
 */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly name: EventName;
  readonly schema: Schema;
  readonly description: string;
}

const NAME_PATTERN = /^[a-z]+\.[a-z_]+\.[a-z_]+\.v[1-9]\d*$/;

/**
 * Declares an event. A consumer ignores fields that it does not know, so a new optional field is no new major;
 * anything that an older consumer could not read is.
 *
 * @throws Error when the name has not the form `<context>.<aggregate>.<event>.v<major>`
 */
export function defineEvent<Schema extends z.ZodType>(
  name: EventName,
  description: string,
  schema: Schema,
): EventDefinition<Schema> {
  if (!NAME_PATTERN.test(name)) {
    throw new Error(`event name "${name}" is not of the form <context>.<aggregate>.<event>.v<major>`);
  }
  return { name, schema, description };
}

/** What an event carries, as TypeScript sees it. */
export type DataOf<Definition extends EventDefinition> = z.output<Definition["schema"]>;
