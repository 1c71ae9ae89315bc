import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Registry } from "prom-client";
import { type BusDescription, createBus } from "../../../packages/bus/src/index.ts";
import { createLogger, systemClock } from "../../../packages/http/src/index.ts";
import type { BuiltService, Platform } from "../../../packages/service/src/index.ts";
import { defaultPorts, processTable, STORED_SERVICES } from "../../dev/src/platform/services.ts";
import { configSchemaOf } from "./environment.ts";

/** What a service declares on the bus, and the collections that it names in its database. */
export interface ComposedService extends BusDescription {
  readonly service: string;
  readonly collections: readonly string[];
}

/** Any part of a database or its client that composition passes on. Calling it would be a connection. */
function unconnected(what: string): never {
  const refuse = () => {
    throw new Error(`composition calls ${what}: it must connect to nothing`);
  };
  // Stands for parts of every type, none of which may be used.
  return new Proxy({}, { get: (_, name) => (name === "then" ? undefined : refuse) }) as never;
}

/** The settings of `npm start`, with secrets that sign nothing. */
function environments(): ReadonlyMap<string, Readonly<Record<string, string | undefined>>> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const table = processTable({
    ports: defaultPorts,
    mongoUrl: "mongodb://127.0.0.1/unused",
    amqpUrl: "amqp://127.0.0.1/unused",
    namespace: "",
    databasePrefix: "",
    stateDir: "",
    pagesDir: "",
    secrets: {
      tokenSigningKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      stripeSecretKey: "sk_test_unused",
      platformWebhookSecret: "whsec_unused",
      connectedWebhookSecret: "whsec_unused",
      accountsWebhookSecret: "whsec_unused",
    },
    environment: {},
  });
  return new Map(table.map(({ name, env }) => [name, env]));
}

/**
 * Composes each service that stores, as its `main.ts` does, without a database and a broker: an app becomes ready only
 * when its routes are the endpoints of the contracts, all of them and no others (`checkRoutes` of @vc/http).
 *
 * @param failed is told why a service cannot be composed
 */
export async function composeServices(
  root: string,
  failed: (reason: string) => void,
): Promise<ComposedService[]> {
  const environmentOf = environments();
  const composed: ComposedService[] = [];
  for (const service of STORED_SERVICES) {
    try {
      composed.push(await compose(root, service, environmentOf.get(service) ?? {}));
    } catch (error) {
      failed(`services/${service} cannot be composed: ${error instanceof Error ? error.message : error}`);
    }
  }
  return composed;
}

async function compose(
  root: string,
  service: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ComposedService> {
  const config = (await configSchemaOf(root, service)).parse(environment);
  const collections = new Set<string>();
  const collection = (name: string) => {
    collections.add(name);
    return unconnected(`collection ${name}`);
  };
  const database: Platform["database"] = {
    model: ({ collection: name }) => collection(name),
    snapshot: unconnected("snapshot"),
    ensureIndexes: unconnected("ensureIndexes"),
    models: () => [],
  };
  const log = createLogger({ service, level: "silent" });
  const registry = new Registry();
  const client: Platform["client"] = unconnected("the database client");
  // The one call of the driver's database that composition makes.
  const db = { collection } as unknown as Platform["db"];
  const bus = createBus({ service, amqpUrl: "", client, db, log, clock: systemClock, registry });
  const platform: Platform = {
    ...{ database, db, client, bus, clock: systemClock, log, registry },
    tokenKeys: unconnected("the token keys"),
    readiness: async () => ({}),
  };
  const { app } = await composition(root, service, platform, config);
  await app.ready();
  await app.close();
  return { service, ...bus.describe(), collections: [...collections].sort() };
}

/** Calls the `compose…` that the service's `deps.ts` exports. */
async function composition(
  root: string,
  service: string,
  platform: Platform,
  config: unknown,
): Promise<BuiltService> {
  const path = join(root, "services", service, "src/deps.ts");
  const exported: Record<string, unknown> = await import(pathToFileURL(path).href);
  const composers = Object.entries(exported).filter(([name]) => name.startsWith("compose"));
  const [compose] = composers.map(([, value]) => value);
  if (typeof compose !== "function" || composers.length > 1) {
    throw new Error("src/deps.ts must export one function compose…(platform, config)");
  }
  return compose(platform, config);
}
