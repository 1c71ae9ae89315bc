import { expect, it } from "vitest";
import { type Operations, operationBreaks, operationsOf } from "./released-operations.ts";

const text = { type: "string" };
const thing = { type: "object", properties: { id: text, title: text }, required: ["id"] };
const order = { type: "object", properties: { name: text }, required: ["name"], additionalProperties: false };

/** A document of one operation, with parts of it replaced. */
function aDocument(changed: Record<string, unknown> = {}, schema: object = thing): Operations {
  const operation = {
    parameters: [{ in: "query", name: "sort", required: false, schema: { enum: ["newest", "price"] } }],
    requestBody: { required: true, content: { "application/json": { schema: order } } },
    responses: {
      200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
      404: { content: { "application/problem+json": { schema: {} } } },
    },
    security: [{ bearer: [] }],
    ...changed,
  };
  return operationsOf({
    paths: { "/v1/things": { put: operation } },
    components: { schemas: { Thing: schema } },
  });
}

const body = (schema: object) => ({
  requestBody: { required: true, content: { "application/json": { schema } } },
});
const sort = (parameter: object) => ({
  parameters: [
    { in: "query", name: "sort", required: false, schema: { enum: ["newest", "price"] }, ...parameter },
  ],
});

it.each([
  ["prose", aDocument({}, { ...thing, description: "A thing." })],
  ["a field of an answer", aDocument({}, { ...thing, properties: { ...thing.properties, at: text } })],
  ["an optional field of a request", aDocument(body({ ...order, properties: { name: text, note: text } }))],
  ["a value of an enumeration", aDocument(sort({ schema: { enum: ["newest", "price", "rating"] } }))],
  ["another way to authorise", aDocument({ security: [{ bearer: [] }, {}] })],
  [
    "the values of a text of an answer",
    aDocument({}, { ...thing, properties: { id: { type: "string", enum: ["one", "two"] }, title: text } }),
  ],
  [
    "the one value of a text of an answer",
    aDocument({}, { ...thing, properties: { id: { type: "string", const: "one" }, title: text } }),
  ],
])("allows an addition: %s", (_what, current) => {
  expect(operationBreaks(aDocument(), current)).toEqual([]);
});

it("allows an answer to name its names, and a request to say that its names are texts", () => {
  const record = (propertyNames: object) => ({ type: "object", propertyNames, additionalProperties: text });
  const named = record({ type: "string", enum: ["one"] });
  const loose = record({ type: "string", maxLength: 60 });
  expect(operationBreaks(aDocument({}, loose), aDocument({}, named))).toEqual([]);
  const untyped = aDocument(body(record({ enum: ["one"] })));
  expect(operationBreaks(untyped, aDocument(body(named)))).toEqual([]);
  expect(operationBreaks(aDocument(body(loose)), aDocument(body(named)))).not.toEqual([]);
});

it("allows an answer to name the values of a text that can be null, and no request to", () => {
  const words = { type: "string", enum: ["one"] };
  const nullable = (property: object) => ({ ...thing, properties: { ...thing.properties, title: property } });
  const released = aDocument({}, nullable({ type: ["string", "null"] }));
  expect(operationBreaks(released, aDocument({}, nullable({ anyOf: [words, { type: "null" }] })))).toEqual(
    [],
  );
  expect(operationBreaks(released, aDocument({}, nullable(words)))).not.toEqual([]);
  const demanding = aDocument(body({ ...order, properties: { name: words } }));
  expect(operationBreaks(aDocument(), demanding)).not.toEqual([]);
});

const PUT = "PUT /v1/things";

it.each([
  ["an operation that is gone", operationsOf({ paths: {}, components: { schemas: {} } }), `${PUT}: is gone`],
  ["a lost status", aDocument({ responses: { 200: {} } }), "the status 404 is gone"],
  [
    "a lost answer",
    aDocument({ responses: { 200: {}, 404: {} } }),
    "200: the media type application/json is gone",
  ],
  ["a lost parameter", aDocument({ parameters: [] }), "the parameter query sort is gone"],
  ["a parameter that is required now", aDocument(sort({ required: true })), "query sort is required now"],
  ["a lost value", aDocument(sort({ schema: { enum: ["newest"] } })), "query sort: the value price is gone"],
  ["a lost field", aDocument({}, { ...thing, properties: { id: text } }), "200.title: is gone"],
  ["a field that may be missing", aDocument({}, { ...thing, required: [] }), "200.id: may be missing now"],
  [
    "another type",
    aDocument({}, { ...thing, properties: { id: { type: "integer" }, title: text } }),
    "200.id: type was",
  ],
  [
    "a field of a request that is required now",
    aDocument(body({ ...order, properties: { name: text, note: text }, required: ["name", "note"] })),
    "body.note: is required now",
  ],
  ["a request without its field", aDocument(body({ ...order, properties: {} })), "body.name: is gone"],
  ["no way to authorise", aDocument({ security: undefined }), "security has changed"],
  ["another way to sign in", aDocument({ security: [{ key: [] }, {}] }), "security has changed"],
])("names a break: %s", (_what, current, sentence) => {
  expect(operationBreaks(aDocument(), current).join("\n")).toContain(sentence);
});
