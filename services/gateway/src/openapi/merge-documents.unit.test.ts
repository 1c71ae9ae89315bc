import { describe, expect, it } from "vitest";
import { mergeDocuments, OpenApiDocument } from "./merge-documents.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

function aDocument(path: string, schemas: Record<string, unknown>, operation: object = {}) {
  return OpenApiDocument.parse({
    openapi: "3.1.0",
    paths: { [path]: { get: { responses: { 200: ref(Object.keys(schemas)[0] ?? "") }, ...operation } } },
    components: { schemas, securitySchemes: { bearer: { type: "http" } } },
  });
}

const everything = () => true;
const problem = { type: "object", properties: { code: { type: "string" } } };

describe("merging OpenAPI documents", () => {
  it("puts the paths, schemas and tags of all services into one", () => {
    const merged = mergeDocuments(
      [
        { service: "orders", document: aDocument("/v1/orders", { Problem: problem }, { tags: ["orders"] }) },
        { service: "catalog", document: aDocument("/v1/listings", { Problem: problem }) },
      ],
      everything,
    );
    expect(Object.keys(merged.paths)).toEqual(["/v1/orders", "/v1/listings"]);
    expect(merged.components).toEqual({
      schemas: { Problem: problem },
      securitySchemes: { bearer: { type: "http" } },
    });
    expect(merged.tags).toEqual([{ name: "orders" }, { name: "catalog" }]);
    expect(merged.paths["/v1/listings"]).toMatchObject({ get: { tags: ["catalog"] } });
  });

  it("keeps different schemas of one name apart, with what refers to them", () => {
    const other = { type: "array", items: ref("Item") };
    const merged = mergeDocuments(
      [
        { service: "orders", document: aDocument("/v1/orders", { Item: problem }) },
        { service: "catalog", document: aDocument("/v1/listings", { Page: ref("Item"), Item: other }) },
      ],
      everything,
    );
    expect(merged.components.schemas).toEqual({
      Item: problem,
      Page: ref("CatalogItem"),
      CatalogItem: { type: "array", items: ref("CatalogItem") },
    });
    expect(merged.paths["/v1/orders"]).toMatchObject({ get: { responses: { 200: ref("Item") } } });
    expect(merged.paths["/v1/listings"]).toMatchObject({ get: { responses: { 200: ref("Page") } } });
  });

  it("leaves out schemas that no operation leads to", () => {
    const document = aDocument("/v1/orders", { Order: ref("Money"), Money: problem, Review: problem });
    const merged = mergeDocuments([{ service: "orders", document }], everything);
    expect(Object.keys(merged.components.schemas)).toEqual(["Order", "Money"]);
  });

  it("shows only what the gateway passes on", () => {
    const document = aDocument("/internal", { Problem: problem });
    const merged = mergeDocuments(
      [{ service: "orders", document }],
      (_service, path) => path !== "/internal",
    );
    expect(merged.paths).toEqual({});
  });

  it("says which services did not answer", () => {
    const merged = mergeDocuments(
      [
        { service: "orders", document: null },
        { service: "catalog", document: aDocument("/v1/listings", { Problem: problem }) },
      ],
      everything,
    );
    expect(Object.keys(merged.paths)).toEqual(["/v1/listings"]);
    expect(merged.info["x-unavailable"]).toEqual(["orders"]);
    expect(merged.info.description).toContain("not available right now: orders");
  });
});
