import { type Access, allEndpoints, type Endpoint, isIdempotent } from "@vc/contracts";
import { LIMIT_HEADERS } from "../access/limit-requests.ts";
import {
  type Draft,
  draftOf,
  isSchema,
  nameOf,
  type Operation,
  type Response,
  rewritten,
  type Schema,
} from "./document.ts";
import { addExamples } from "./examples.ts";
import { INTRODUCTION, tagDescriptions } from "./introduction.ts";
import { nameSchemas } from "./named-schemas.ts";
import { describePublicApi } from "./public-document.ts";
import { withoutRuleIds } from "./readable-text.ts";

/**
 * The public API as developers and their tools read it: what `describePublicApi` says, with an introduction, examples, a
 * name for every schema, closed forms instead of conditions, and headers that all answers have.
 */
export async function publishPublicApi(): Promise<object> {
  const document = draftOf(await describePublicApi());
  document.info = {
    ...document.info,
    description: INTRODUCTION,
    contact: { name: "Vendor Consolidation" },
    license: { name: "All rights reserved", identifier: "LicenseRef-all-rights-reserved" },
  };
  document.tags = document.tags.map((tag) => ({ ...tag, description: tagDescriptions[tagName(tag)] }));
  document.components.headers = sharedHeaders;
  for (const endpoint of allEndpoints) {
    for (const operation of operationsOfEndpoint(document, endpoint)) describeOperation(operation, endpoint);
  }
  const published = rewritten(document, readable) as Draft; // `readable` changes parts, and not the form
  nameSchemas(published);
  addExamples(published);
  return published;
}

const tagName = (tag: object) => ("name" in tag && typeof tag.name === "string" ? tag.name : "");

const operationsOfEndpoint = ({ paths }: Draft, { id }: Endpoint) =>
  Object.values(paths).flatMap((methods) =>
    Object.values(methods).filter(({ operationId }) => operationId === id),
  );

const successes: Readonly<Record<string, string>> = {
  200: "Done",
  201: "Created",
  202: "Accepted; it is done soon",
  204: "Done; there is nothing to answer",
};

function describeOperation(operation: Operation, endpoint: Endpoint): void {
  const { description, access, isUpload } = endpoint;
  operation.description = [
    ...(description === undefined ? [] : [description]),
    ...(isUpload ? ["One file of at most 50 MB in the field `file`."] : []),
    whoMayCall(access),
  ].join("\n\n");
  operation.security ??= [];
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description = successes[status] ?? response.description;
    response.headers = {
      ...response.headers,
      ...headerRefs(["x-request-id"]),
      ...(/^2|^429/.test(status) ? headerRefs(LIMIT_HEADERS) : {}),
      ...(status === "401" ? headerRefs(["www-authenticate"]) : {}),
      ...(status.startsWith("2") && isIdempotent(endpoint) ? headerRefs(["idempotency-replayed"]) : {}),
    };
    if (response.content) response.content = withBytes(response.content);
  }
}

/** Files as generators know them: a download is bytes, of whatever type it was found to have. */
function withBytes(content: NonNullable<Response["content"]>): NonNullable<Response["content"]> {
  const { "*/*": file, ...others } = content;
  const all = { ...(file && { "application/octet-stream": file, "*/*": file }), ...others };
  return Object.fromEntries(
    Object.entries(all).map(([mediaType, { schema }]) => [
      mediaType,
      /json|text/.test(mediaType) ? { schema } : { schema: { ...schema, type: "string", format: "binary" } },
    ]),
  );
}

function whoMayCall(access: Access): string {
  switch (access) {
    case "public":
      return "Needs no token.";
    case "optional":
      return "Needs no token, and shows more to who has one.";
    case "signed_in":
      return "Needs an access token.";
    case "signed_webhook":
      return "For Stripe alone, which signs what it sends.";
    default:
      return `Needs an access token with the role ${access.roles.join(" or ")}.`;
  }
}

const text = (description: string, example: string) => ({ description, schema: { type: "string" }, example });
const count = (description: string, example: number) => ({
  description,
  schema: { type: "integer" },
  example,
});

const headers = {
  "x-request-id": text("names the request in the logs; quote it when you ask for help", "8f14e45fceea467f"),
  "ratelimit-limit": count("requests that the caller may make in this window", 600),
  "ratelimit-remaining": count("requests that are left of them", 598),
  "ratelimit-reset": count("seconds until the window ends", 42),
  "www-authenticate": text("how to authenticate", "Bearer"),
  "idempotency-replayed": text("`true`: this is the answer to the first request with this key", "true"),
};

const sharedHeaders = Object.fromEntries(
  Object.entries(headers).map(([name, header]) => [nameOf(name), header]),
);

const headerRefs = (names: readonly (keyof typeof headers)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${nameOf(name)}` }]));

/** A schema or operation without what only this repository knows, and without bounds that say only what a double holds. */
function readable(part: Schema): Schema {
  return Object.fromEntries(
    Object.entries(withKnownNames(part))
      .filter(
        ([keyword, value]) =>
          !(keyword === "maximum" && value === Number.MAX_SAFE_INTEGER) &&
          !(keyword === "minimum" && value === Number.MIN_SAFE_INTEGER),
      )
      .map(([keyword, value]) => {
        if (keyword === "enum" && Array.isArray(value) && value.length === 1) return ["const", value[0]];
        const isProse = typeof value === "string" && ["description", "summary"].includes(keyword);
        return [keyword, isProse ? withoutRuleIds(value) : value];
      }),
  );
}

/** A record of names that are known has each of them as a property: tools look for what is required among these. */
function withKnownNames(part: Schema): Schema {
  const { propertyNames, additionalProperties, ...rest } = part;
  if (!isSchema(propertyNames) || !Array.isArray(propertyNames.enum) || !isSchema(additionalProperties))
    return part;
  const properties = Object.fromEntries(propertyNames.enum.map((name) => [name, additionalProperties]));
  return { ...rest, properties, additionalProperties: false };
}
