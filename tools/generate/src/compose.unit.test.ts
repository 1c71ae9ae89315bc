import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { MONGOD_TRANSACTION_LIFETIME } from "../../dev/src/infrastructure/transaction-lifetime.ts";
import { SERVICES } from "../../dev/src/platform/services.ts";
import { configSchemaOf } from "./environment.ts";

const root = join(import.meta.dirname, "../../..");

const Compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      build: z.object({ args: z.object({ SERVICE: z.string() }) }).optional(),
      environment: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const compose = Compose.parse(parse(readFileSync(join(root, "docker-compose.yml"), "utf8"), { merge: true }));
const services = Object.entries(compose.services).filter(([, { build }]) =>
  build?.args.SERVICE.startsWith("services/"),
);
const stored = services.filter(([name]) => !["gateway", "web"].includes(name)).map(([name]) => name);

/** What the image sets for every process. */
const imageEnvironment = { HOST: "0.0.0.0", PORT: "8080" };

it("runs every service, as the development platform does", () => {
  const folders = readdirSync(join(root, "services")).sort();
  expect(services.map(([name]) => name).sort()).toEqual(folders);
  expect(SERVICES.toSorted()).toEqual(folders);
});

it("ends the transactions of killed processes as soon as the development databases do", () => {
  const command = MONGOD_TRANSACTION_LIFETIME.join(" ");
  expect(JSON.stringify(compose.services.mongo?.entrypoint)).toContain(command);
});

it.each(services)("gives %s every setting that it demands", async (name, service) => {
  const schema = z.toJSONSchema(await configSchemaOf(root, name), { io: "input", unrepresentable: "any" });
  const given = { ...imageEnvironment, ...service.environment };
  expect(Object.keys(given)).toEqual(expect.arrayContaining(schema.required ?? []));
});

it("puts the built pages into the image where the web app looks for them", async () => {
  const { properties } = z.toJSONSchema(await configSchemaOf(root, "web"), {
    io: "input",
    unrepresentable: "any",
  });
  const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8");
  const folder = z.object({ default: z.string() }).parse(properties?.BUILD_DIR).default;
  expect(compose.services.web?.environment).not.toHaveProperty("BUILD_DIR");
  expect(dockerfile).toContain(`node "\${SERVICE}/build/main.ts" --out /pages`);
  expect(dockerfile).toContain(`COPY --from=pages /pages \${SERVICE}/${folder}\n`);
});

it("lets every service but the gateway run several times", () => {
  const single = services.filter(([, service]) => "container_name" in service || "ports" in service);
  expect(single.map(([name]) => name)).toEqual(["gateway"]);
});

it("gives every process a read-only file system and no privileges", () => {
  const built = Object.values(compose.services).filter(({ build }) => build !== undefined);
  expect(built).toHaveLength(services.length + 1);
  for (const service of built) {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    });
  }
});

it("gives every service a broker user that reaches its own queues and no other's", () => {
  const passwords = Object.fromEntries(
    ["operator", ...stored].map((name) => [`RABBITMQ_PASSWORD_${name.toUpperCase()}`, `of ${name}`]),
  );
  const { stdout } = spawnSync("bash", [join(root, "docker/rabbitmq-users.sh")], {
    env: { PATH: process.env.PATH, ...passwords },
    encoding: "utf8",
  });
  const Definitions = z.object({
    users: z.array(z.object({ name: z.string(), password: z.string() })),
    permissions: z.array(
      z.object({ user: z.string(), configure: z.string(), write: z.string(), read: z.string() }),
    ),
  });
  const { users, permissions } = Definitions.parse(JSON.parse(stdout));
  expect(users.map(({ name, password }) => [name, password])).toEqual(
    ["operator", ...stored].map((name) => [name, `of ${name}`]),
  );
  for (const { user, configure, write, read } of permissions.filter((given) => given.user !== "operator")) {
    const others = stored.filter((name) => name !== user);
    const shared = ["events", "events.unroutable", "delayed.48h.early", "returns"];
    for (const pattern of [configure, write, read].map((text) => new RegExp(text))) {
      const reached = [user, ...others].flatMap((name) => [
        `${name}.orders`,
        `${name}.timers`,
        `${name}.parked`,
      ]);
      expect([...reached, ...shared].filter((name) => pattern.test(name))).toEqual([
        `${user}.orders`,
        `${user}.timers`,
        `${user}.parked`,
        ...shared,
      ]);
    }
  }
});

it("gets every secret from docker/make-env.mjs", () => {
  const text = readFileSync(join(root, "docker-compose.yml"), "utf8");
  const made = readFileSync(join(root, "docker/make-env.mjs"), "utf8");
  const demanded = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = ""]) => name);
  expect(demanded.filter((name) => !made.includes(`${name}:`))).toEqual([]);
});
