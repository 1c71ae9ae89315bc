import { allEndpoints, answerOf } from "@vc/contracts";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Draft, type Operation, operationsOf, type Schema } from "./document.ts";
import { publishPublicApi } from "./published-document.ts";
import { withoutRuleIds } from "./readable-text.ts";

let document: Draft;
let operations: ReadonlyMap<string, Operation>;
beforeAll(async () => {
  document = (await publishPublicApi()) as Draft;
  operations = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));
}, 60_000);

const schemaOf = (name: string): Schema => document.components.schemas[name] ?? {};

describe("the document that is published", () => {
  it("real-clients 1d: every example is taken by the schema of its endpoint", () => {
    const wrong: string[] = [];
    for (const endpoint of allEndpoints) {
      const operation = operations.get(endpoint.id);
      const body = operation?.requestBody?.content["application/json"];
      if (endpoint.body && body && !endpoint.body.safeParse(body.example).success) {
        wrong.push(`${endpoint.id} body ${JSON.stringify(body.example)}`);
      }
      const { status, schema, mediaType } = answerOf(endpoint);
      const answer = operation?.responses[status]?.content?.["application/json"];
      if (answer && mediaType === undefined && !schema.safeParse(answer.example).success) {
        wrong.push(
          `${endpoint.id} answer: ${z.prettifyError(schema.safeParse(answer.example).error as z.ZodError)}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  });

  it("real-clients 1a: has closed objects for what goes together, told apart by a discriminator", () => {
    expect(schemaOf("ResolveDisputeRequest")).toMatchObject({
      oneOf: ["Refund", "Split", "Release", "Resume"].map((kind) => ({
        $ref: `#/components/schemas/ResolveDispute${kind}`,
      })),
      discriminator: { propertyName: "decision" },
    });
    expect(schemaOf("ResolveDisputeSplit")).toMatchObject({
      required: ["decision", "reasons", "buyerAmount"],
      additionalProperties: false,
    });
    expect(schemaOf("OpenConversationRequest").oneOf).toHaveLength(3);
    expect(schemaOf("DecideReportRequest").discriminator).toMatchObject({ propertyName: "outcome" });
    expect(JSON.stringify(document)).not.toMatch(/"\w+":false,"\w+":false/);
  });

  it("real-clients 1a: downloads are bytes", () => {
    const content = operations.get("downloadOrderFile")?.responses[200]?.content;
    expect(content?.["application/octet-stream"]?.schema).toMatchObject({ type: "string", format: "binary" });
    expect(operations.get("getReceipt")?.responses[200]?.content?.["application/pdf"]?.schema).toMatchObject({
      format: "binary",
    });
  });

  it("real-clients 1c: says the headers of every answer", () => {
    for (const [id, { responses }] of operations) {
      for (const [status, { headers }] of Object.entries(responses)) {
        expect(headers, `${id} ${status}`).toHaveProperty("x-request-id");
      }
    }
    expect(operations.get("placeOrder")?.responses[201]?.headers).toHaveProperty("idempotency-replayed");
    expect(operations.get("getBalance")?.responses[401]?.headers).toHaveProperty("www-authenticate");
  });

  it("real-clients 1e: money is one schema, and pages have the names of what is in them", () => {
    const amounts = JSON.stringify(document).match(/"minimum":0,"maximum":100000000/g);
    expect(amounts).toHaveLength(1);
    expect(schemaOf("Money")).toMatchObject({ required: ["amount", "currency"] });
    expect(schemaOf("OrderPage").properties?.items).toMatchObject({
      items: { $ref: "#/components/schemas/Order" },
    });
  });

  it("real-clients 1d: no bound says only what a double holds", () => {
    expect(JSON.stringify(document)).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });

  it("real-clients 1f: no text has an id of a rule, and every operation says who may call it", () => {
    const texts = [...JSON.stringify(document).matchAll(/"(?:summary|description)":"([^"]*)"/g)].map(
      ([, text]) => text,
    );
    expect(texts.filter((text) => /\bR\d+\b/.test(text ?? ""))).toEqual([]);
    for (const [id, { description, security }] of operations) {
      expect(description, id).toMatch(/token|Stripe/);
      expect(security, id).toBeDefined();
    }
  });
});

it.each([
  ["Accept a revision (seller; R19)", "Accept a revision (seller)"],
  ["Refuse a revision (seller; R19, R20)", "Refuse a revision (seller)"],
  ["Close one's account (R42)", "Close one's account"],
  ["The review of an order, and more (R32, R33)", "The review of an order, and more"],
  ["R16, R20: from the last delivery", "from the last delivery"],
  ["of a request for support (R38); null: it is none", "of a request for support; null: it is none"],
])("%s reads %s", (text, readable) => {
  expect(withoutRuleIds(text)).toBe(readable);
});
