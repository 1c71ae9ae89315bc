import {
  type Access,
  answerOf,
  type Endpoint,
  PROBLEM_STATUSES,
  type ProblemCode,
  problemsOf,
} from "@vc/contracts";
import type { FastifySchema } from "fastify";
import { problemResponse } from "./problem.ts";

/** Any operation may come to refuse with one of these statuses, so clients handle them everywhere. */
const STATUSES_OF_ANY_OPERATION = [404, 409];

/** What the document says of an access rule; the empty alternative makes a token welcome, not needed. */
function securityOf(access: Access): object {
  if (access === "public" || access === "signed_webhook") return {};
  return { security: access === "optional" ? [{ bearer: [] }, {}] : [{ bearer: [] }] };
}

/** The codes of an endpoint's refusals, by status. */
function codesByStatus(endpoint: Endpoint): Map<number, ProblemCode[]> {
  const codes = new Map<number, ProblemCode[]>(STATUSES_OF_ANY_OPERATION.map((status) => [status, []]));
  for (const code of problemsOf(endpoint)) {
    const status = PROBLEM_STATUSES[code];
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  return codes;
}

/** The schema of an endpoint's route: what Fastify validates, serialises and documents. */
export function documentedSchemaOf(endpoint: Endpoint): FastifySchema {
  const { id, tag, summary, description, params, query, headers, body, isUpload, access } = endpoint;
  const { status, schema, mediaType } = answerOf(endpoint);
  const refusals = [...codesByStatus(endpoint)].map(([refused, codes]) => [
    refused,
    problemResponse(refused, codes),
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(headers && { headers }),
    ...(body && { body }),
    ...(isUpload && { consumes: ["multipart/form-data"] }),
    ...(mediaType !== undefined && { produces: [mediaType] }),
    response: { [status]: schema, ...Object.fromEntries(refusals) },
    ...securityOf(access),
  };
}
