import { Account, defineEndpoints, IdempotencyHeaders } from "@vc/contracts";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { describeEndpoints, type OpenApiDocument } from "./openapi.ts";

const endpoints = defineEndpoints("example", {
  getThing: {
    method: "GET",
    path: "/v1/things/:thingId",
    access: "optional",
    tag: "things",
    summary: "A thing",
    params: z.object({ thingId: z.string() }),
    answers: { 200: { schema: Account, headers: { etag: "the version" } } },
  },
  makeThing: {
    method: "POST",
    path: "/v1/things",
    access: "signed_in",
    tag: "things",
    summary: "Make a thing",
    headers: IdempotencyHeaders,
    body: z.strictObject({ name: z.string() }),
    answers: { 201: z.object({ id: z.string() }) },
    problems: ["price_changed", "already_taken"],
  },
  wakeThings: {
    method: "PUT",
    path: "/v1/things",
    access: "public",
    tag: "sleep",
    summary: "Wake all things",
    body: z.strictObject({}).nullish(),
    answers: { 204: z.null() },
  },
  sendFile: {
    method: "POST",
    path: "/v1/files",
    access: { roles: ["admin"] },
    tag: "things",
    summary: "Send a file",
    isUpload: true,
    answers: { 201: { schema: z.string().describe("the page"), mediaType: "text/html" } },
  },
});

let document: OpenApiDocument;
beforeAll(async () => {
  document = await describeEndpoints(Object.values(endpoints), {
    title: "Things",
    version: "1",
    description: "",
  });
});
const operation = (path: string, method: string) => document.paths[path]?.[method];

it("describes every operation with its id, tags and access", () => {
  expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Things" }, servers: [{ url: "/" }] });
  expect(document.tags).toEqual([{ name: "things" }, { name: "sleep" }]);
  expect(operation("/v1/things/{thingId}", "get")).toMatchObject({
    operationId: "getThing",
    tags: ["things"],
    security: [{ bearer: [] }, {}],
  });
  expect(operation("/v1/things", "post")).toMatchObject({ security: [{ bearer: [] }] });
  expect(operation("/v1/things", "put")).not.toHaveProperty("security");
});

it("describes answers with their media types, headers and schemas, and no schema that leads nowhere", () => {
  expect(operation("/v1/things/{thingId}", "get")?.responses["200"]).toMatchObject({
    headers: { etag: { description: "the version", schema: { type: "string" } } },
    content: { "application/json": { schema: { $ref: "#/components/schemas/Account" } } },
  });
  expect(operation("/v1/files", "post")?.responses["201"]).toHaveProperty(["content", "text/html"]);
  expect(Object.keys(document.components.schemas).toSorted()).toEqual(["Account", "Problem"]);
});

it("describes the refusals that follow from access and input, with their codes", () => {
  const statuses = (path: string, method: string) => Object.keys(operation(path, method)?.responses ?? {});
  expect(statuses("/v1/things", "post")).toEqual(expect.arrayContaining(["400", "401", "422"]));
  expect(statuses("/v1/things", "put")).not.toEqual(expect.arrayContaining(["401"]));
  expect(statuses("/v1/things/{thingId}", "get")).toEqual(expect.arrayContaining(["404", "414"]));
  expect(statuses("/v1/files", "post")).toEqual(expect.arrayContaining(["403"]));
  expect(operation("/v1/things", "post")?.responses["409"]).toMatchObject({
    description: "This is not possible now: `price_changed`, `already_taken`, `idempotency_conflict`",
    "x-problem-codes": ["price_changed", "already_taken", "idempotency_conflict"],
  });
  expect(operation("/v1/things", "put")?.responses["409"]).not.toHaveProperty("x-problem-codes");
  expect(operation("/v1/things", "put")?.responses["503"]).toHaveProperty(["headers", "retry-after"]);
});

it("describes bodies: uploads as forms, and one that can be null as optional", () => {
  expect(operation("/v1/things", "put")?.requestBody?.required).toBe(false);
  expect(operation("/v1/things", "post")?.requestBody?.required).toBe(true);
  expect(operation("/v1/files", "post")?.requestBody?.content).toHaveProperty("multipart/form-data");
});
