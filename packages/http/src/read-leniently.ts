import type { Endpoint } from "@vc/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { invalidRequest } from "./problem.ts";

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * Takes what ordinary clients send: `Content-Type` without a body, as many HTTP libraries do with every request, and the
 * empty fields of a form, which are filters that were not filled in. A number in a query is decimal.
 */
export function readLeniently(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ headers }) => {
    // Of a form, that it has no body is what is wrong with it.
    if (headers["content-type"]?.includes("json") && lacksBody(headers)) delete headers["content-type"];
  });
  app.addHook("preValidation", async (request) => readQuery(request));
}

/** RFC 9112, 6.3: a request without both headers has no body. */
function lacksBody(headers: FastifyRequest["headers"]): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] === undefined && (length === undefined || Number(length) === 0);
}

function readQuery({ query, routeOptions }: FastifyRequest): void {
  if (typeof query !== "object" || query === null) return;
  const numbers = numbersOf(routeOptions.config.endpoint);
  for (const [name, value] of Object.entries(query)) {
    if (value === "") Reflect.deleteProperty(query, name);
    else if (numbers.has(name) && typeof value === "string" && !DECIMAL.test(value)) {
      // JavaScript would read 0x1F4 as 500, and 1e3 as 1000.
      throw invalidRequest(name, "must be a decimal number");
    }
  }
}

/** The numbers among the parameters of an endpoint's query. */
function numbersOf(endpoint: Endpoint | undefined): ReadonlySet<string> {
  const { query } = endpoint ?? {};
  if (!(query instanceof z.ZodObject)) return new Set();
  const fields = Object.entries(query.shape).filter(([, schema]) => isNumber(schema));
  return new Set(fields.map(([name]) => name));
}

function isNumber(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isNumber(schema.unwrap());
  return schema instanceof z.ZodNumber;
}
