import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Parser } from "@asyncapi/parser";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";
import { expect, it } from "vitest";

const generated = (file: string) =>
  readFileSync(join(import.meta.dirname, "../../../docs/generated", file), "utf8");

it("real-clients 1: the OpenAPI document breaks none of Redocly's recommended rules", async () => {
  const config = await createConfig({
    extends: ["recommended-strict"],
    // An id and the word "orders" are told apart by their form, and the paths are released.
    rules: { "no-ambiguous-paths": "off" },
  });
  const problems = await lintFromString({ source: generated("openapi.json"), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
}, 60_000);

it("real-clients 1: the OpenAPI document breaks none of Spectral's recommended rules", async () => {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [[rulesets.oas, "recommended"]] }));
  const problems = await linter.run(JSON.parse(generated("openapi.json")));
  expect(problems.map(({ code, message, path }) => [code, message, path.join(".")])).toEqual([]);
}, 60_000);

it("real-clients 2: the AsyncAPI document is valid, and names servers, headers, queues and schemas", async () => {
  const { document, diagnostics } = await new Parser().parse(generated("asyncapi.yaml"));
  // A newer version of AsyncAPI is a hint.
  expect(
    diagnostics.filter(({ severity }) => severity < 2).map(({ message, path }) => [message, path]),
  ).toEqual([]);
  expect(document?.servers().all()).toHaveLength(1);
  for (const message of document?.messages().all() ?? []) {
    expect(message.headers()?.json()).toMatchObject({ title: "EventHeaders" });
    expect(message.payload()?.json()).toMatchObject({ title: message.title() });
  }
  const queues = new Set(
    document
      ?.operations()
      .all()
      .flatMap((operation) => operation.extensions().get("x-queue")?.value() ?? [])
      .map(({ name }: { name: string }) => name),
  );
  expect([...queues]).toEqual(expect.arrayContaining(["notifications.occasions", "payments.contacts"]));
}, 60_000);
