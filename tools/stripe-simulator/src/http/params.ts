import type Stripe from "stripe";
import { z } from "zod";
import { type Refusal, refuse } from "./refusals.ts";

/**
 * Declares the parameters an endpoint takes. `P` is stripe-node's own parameter type: a name it does not have,
 * or a value of another type, is a compile error. What is not declared is refused as unknown, as Stripe does.
 */
export function params<P>() {
  return <S extends { [K in keyof P]?: z.ZodType<P[K] | undefined> }>(
    fields: S & { [K in Exclude<keyof S, keyof P>]: never },
  ) => z.strictObject<S>(fields);
}

export const text = (maxLength = 5000) => z.string().min(1).max(maxLength);
export const integer = () =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, "integer")
    .transform(Number);
export const flag = () => z.enum(["true", "false"]).transform((value) => value === "true");
export const metadata = () => z.record(z.string().max(40), z.string().max(500));
/** `metadata=""` removes all of it; stripe-node types that as `Emptyable`. */
export const emptyableMetadata = () => z.union([z.literal(""), metadata()]);
export const expand = () => z.array(z.string().max(200)).max(20).exactOptional();

/** The parameters that every list takes, to be spread into a list's own. */
export const paging = {
  limit: integer().exactOptional(),
  starting_after: text().exactOptional(),
  ending_before: text().exactOptional(),
  expand: expand(),
};

const range = params<Stripe.RangeQueryParam>()({
  gt: integer().exactOptional(),
  gte: integer().exactOptional(),
  lt: integer().exactOptional(),
  lte: integer().exactOptional(),
});
export const createdFilter = () => z.union([integer(), range]).exactOptional();

/** Reads raw parameters, or says in Stripe's words what is wrong with the first one that is. */
export function readParams<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> | Refusal {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const unknown = read.error.issues.find((issue) => issue.code === "unrecognized_keys");
  const issue = unknown ?? read.error.issues[0];
  if (issue === undefined) return refuse("parameter_invalid", "Invalid request.");
  return refusalOf(issue, raw);
}

function refusalOf(issue: z.core.$ZodIssue, raw: unknown): Refusal {
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => bracketed([...issue.path, key]));
    const plural = names.length > 1 ? "s" : "";
    return refuse("parameter_unknown", `Received unknown parameter${plural}: ${names.join(", ")}`, names[0]);
  }
  const name = bracketed(issue.path);
  const given = valueAt(raw, issue.path);
  if (given === undefined) return refuse("parameter_missing", `Missing required param: ${name}.`, name);
  if (given === "") {
    const hint = `We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset.`;
    return refuse("parameter_empty", `You passed an empty string for '${name}'. ${hint}`, name);
  }
  if (issue.message === "integer")
    return refuse("parameter_not_integer", `Invalid integer: ${String(given)}`, name);
  if (issue.code === "invalid_value") {
    return refuse(
      "parameter_invalid",
      `Invalid ${name}: must be one of ${issue.values.map(String).join(", ")}`,
      name,
    );
  }
  return refuse("parameter_invalid", `Invalid ${name}: ${issue.message}`, name);
}

function bracketed(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return `${head ?? ""}${rest.map((part) => `[${part}]`).join("")}`;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    raw,
  );
}
