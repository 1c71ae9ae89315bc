import { HttpProblem } from "@vc/http";
import { hasContacts, maskContacts } from "@vc/masking";
import type { FastifyInstance } from "fastify";

/**
 * R3: looks for contact details in the words of a body, as its endpoint says: what strangers read before an order is
 * refused with the paths of all such fields, what the other party reads is masked before a handler has it.
 */
export function guardWords(app: FastifyInstance): void {
  app.addHook("preHandler", (request, _reply, done) => {
    const { endpoint } = request.routeOptions.config;
    const { publicWords = [], partyWords = [] } = endpoint ?? {};
    const body = asFields(request.body);
    const errors = publicWords.flatMap((field) => pathsOfContacts(body[field], field));
    if (errors.length > 0) {
      throw new HttpProblem(400, "invalid_request", "Contact details are not shown here (R3).", {
        errors: errors.map((path) => ({ path, message: "must not hold contact details" })),
      });
    }
    for (const field of partyWords) {
      if (field in body) body[field] = masked(body[field]);
    }
    done();
  });
}

function asFields(body: unknown): Record<string, unknown> {
  const isObject = typeof body === "object" && body !== null;
  // An object has fields by its nature.
  return isObject ? (body as Record<string, unknown>) : {};
}

/** The paths of all texts with contact details, in the form of the API's errors: `extras.0.title`. */
function pathsOfContacts(value: unknown, path: string): string[] {
  if (typeof value === "string") return hasContacts(value) ? [path] : [];
  return Object.entries(asFields(value)).flatMap(([name, part]) => pathsOfContacts(part, `${path}.${name}`));
}

/** A value with every text in it masked. */
function masked(value: unknown): unknown {
  if (typeof value === "string") return maskContacts(value).text;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, masked(part)]));
}
