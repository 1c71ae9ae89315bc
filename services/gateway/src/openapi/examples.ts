import { type Draft, operationsOf, type Schema } from "./document.ts";

/**
 * What stands in the place of a text or number whose form its schema does not say, by the name of its field. Together they
 * tell of one order: a logo for a bakery, of 50 € with a poster for 30 €.
 */
const examplesByName: Readonly<Record<string, unknown>> = {
  email: "camille@example.com",
  password: "un bon mot de passe",
  currentPassword: "un bon mot de passe",
  newPassword: "un autre mot de passe",
  displayName: "Camille Roussel",
  bio: "Graphiste à Nantes, je dessine des logos pour les commerces de quartier.",
  title: "Un logo pour votre boulangerie",
  description: "Trois propositions en noir et en couleur, livrées en vectoriel.",
  category: "logo-design",
  tags: "logo",
  briefInstructions: "Le nom de votre boulangerie, et deux logos qui vous plaisent.",
  text: "Bonjour, pouvez-vous livrer avant le 24 mars ?",
  message: "Voici votre logo, en trois formats.",
  explanation: "Le brun du fond est trop foncé : un ton plus clair, s'il vous plaît.",
  statement: "La livraison ne contient pas le fichier vectoriel que le texte promet.",
  reasons: "Le fichier vectoriel que le texte promet n'a pas été livré.",
  note: "Le numéro de téléphone d'un tiers y figure.",
  links: "https://www.figma.com/file/alba",
  url: "https://checkout.stripe.com/c/pay/cs_test_a1",
  successUrl: "https://vendor.example/orders",
  cancelUrl: "https://vendor.example/orders",
  name: "logo-alba.pdf",
  mediaType: "application/pdf",
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  amount: 5_000,
  deliveryDays: 5,
  extraDays: 2,
  revisionLimit: 2,
  size: 48_213,
  expiresIn: 600,
  limit: 20,
  stars: 5,
  rating: 4.8,
  mean: 4.8,
  reviewCount: 12,
  count: 12,
  q: "logo boulangerie",
  accessToken: "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhY2NvdW50In0.c2lnbmF0dXJl",
  refreshToken: "vJ1kq0Zf3tQnX5cR8sLwYb2dHe7uMa4p",
  token: "vJ1kq0Zf3tQnX5cR8sLwYb2dHe7uMa4p",
  "idempotency-key": "8f14e45f-ceea-467f-a830-6d0e2b0f6c1a",
  file: "F2026-000042.pdf",
  number: "F2026-000042",
};

const EXAMPLE_ID = "01jd3zxsdgf3r8yq0v5m9k2w7c";
const EXAMPLE_TIME = "2026-03-24T16:40:00.000Z";
/** A schema that holds itself ends here. */
const MAX_DEPTH = 20;

/** Gives every body, answer and needed parameter an example that its schema takes: a first order can be copied. */
export function addExamples(document: Draft): void {
  const { schemas } = document.components;
  for (const { parameters = [], requestBody, responses } of operationsOf(document)) {
    for (const parameter of parameters) {
      if (parameter.required)
        parameter.example = exampleOf(parameter.schema, parameter.name, "request", schemas);
    }
    const body = requestBody?.content["application/json"];
    if (body) body.example = exampleOf(body.schema, "", "request", schemas);
    for (const [status, { content }] of Object.entries(responses)) {
      const answer = content?.["application/json"];
      if (answer && status.startsWith("2")) answer.example = exampleOf(answer.schema, "", "answer", schemas);
    }
  }
}

/** A request has what it needs, an answer all that it can have. */
type Direction = "request" | "answer";

function exampleOf(
  schema: Schema,
  name: string,
  direction: Direction,
  schemas: Readonly<Record<string, Schema>>,
  depth = 0,
): unknown {
  const inner = (each: Schema, called: string) => exampleOf(each, called, direction, schemas, depth + 1);
  if (typeof schema.$ref === "string") {
    return inner(schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, name);
  }
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [first] = (schema.oneOf ?? schema.anyOf ?? []).filter(({ type }) => type !== "null");
  if (schema.properties === undefined && first) return inner(first, name);
  switch (schema.type) {
    case "object":
      return objectExample(schema, direction, depth, inner);
    case "array":
      return arrayExample(schema, name, direction, depth, inner);
    case "string":
      return textExample(schema, name);
    case "integer":
    case "number":
      return numberExample(schema, name);
    case "boolean":
      return true;
    default:
      return null;
  }
}

type Inner = (schema: Schema, name: string) => unknown;

function objectExample(schema: Schema, direction: Direction, depth: number, inner: Inner): unknown {
  const { properties = {}, required = [], minProperties } = schema;
  const all = Object.keys(properties);
  const needed = all.filter((name) => direction === "answer" || required.includes(name));
  const names = needed.length === 0 && minProperties === 1 ? all.slice(0, 1) : needed;
  if (depth > MAX_DEPTH) return {};
  return Object.fromEntries(names.map((name) => [name, inner(properties[name] || {}, name)]));
}

function arrayExample(
  { items = {}, minItems }: Schema,
  name: string,
  direction: Direction,
  depth: number,
  inner: Inner,
): unknown {
  const least = typeof minItems === "number" ? minItems : 0;
  if (depth > MAX_DEPTH || (direction !== "answer" && least === 0)) return [];
  return Array.from({ length: Math.max(1, least) }, () => inner(items, name));
}

function textExample({ pattern, format, minLength }: Schema, name: string): string {
  const [, kind] = /^\^(\w+)_\[/.exec(typeof pattern === "string" ? pattern : "") ?? [];
  if (kind !== undefined) return `${kind}_${EXAMPLE_ID}`;
  if (format === "date-time") return EXAMPLE_TIME;
  if (format === "date") return EXAMPLE_TIME.slice(0, 10);
  const named = examplesByName[name];
  if (typeof named === "string") return named;
  if (format === "uri") return "https://vendor.example/";
  return "abc".padEnd(typeof minLength === "number" ? minLength : 0, "d");
}

function numberExample({ minimum, maximum }: Schema, name: string): number {
  const named = examplesByName[name];
  const least = typeof minimum === "number" ? minimum : 0;
  const most = typeof maximum === "number" ? maximum : Number.MAX_SAFE_INTEGER;
  return typeof named === "number" && named >= least && named <= most
    ? named
    : Math.max(least, Math.min(1, most));
}
