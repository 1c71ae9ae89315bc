import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configSchemaOf } from "./environment.ts";

const root = join(import.meta.dirname, "../../..");

const Compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const compose = Compose.parse(parse(readFileSync(join(root, "docker-compose.yml"), "utf8"), { merge: true }));
const services = Object.entries(compose.services).filter(([, { command }]) =>
  command?.[1]?.startsWith("services/"),
);

/** What the image sets for every process. */
const imageEnvironment = { HOST: "0.0.0.0", PORT: "8080" };

it("runs every service", () => {
  expect(services.map(([name]) => name).sort()).toEqual(
    ["accounts", "catalog", "gateway", "messaging", "notifications", "orders", "payments", "reviews"].sort(),
  );
});

it.each(services)("gives %s every setting that it demands", async (name, service) => {
  const schema = z.toJSONSchema(await configSchemaOf(root, name), { io: "input", unrepresentable: "any" });
  const given = { ...imageEnvironment, ...service.environment };
  expect(Object.keys(given)).toEqual(expect.arrayContaining(schema.required ?? []));
});

it("lets every service but the gateway run several times", () => {
  const single = services.filter(([, service]) => "container_name" in service || "ports" in service);
  expect(single.map(([name]) => name)).toEqual(["gateway"]);
});

it("gets every secret from docker/make-env.mjs", () => {
  const text = readFileSync(join(root, "docker-compose.yml"), "utf8");
  const made = readFileSync(join(root, "docker/make-env.mjs"), "utf8");
  const demanded = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = ""]) => name);
  expect(demanded.filter((name) => !made.includes(`${name}:`))).toEqual([]);
});
