import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { mergeDocuments, OpenApiDocument } from "../../../services/gateway/src/openapi/merge-documents.ts";
import { belongsTo, SERVICES, type ServiceName } from "../../../services/gateway/src/proxy/routing-table.ts";
import { configSchemaOf } from "./environment.ts";

/** What services demand to be started with. Describing its API, none of them connects to anything. */
const EXAMPLES: Record<string, string> = {
  PORT: "8080",
  LOG_LEVEL: "silent",
  MONGO_URL: "mongodb://127.0.0.1:27017/?replicaSet=rs0",
  MONGO_DATABASE: "example",
  AMQP_URL: "amqp://127.0.0.1",
  SMTP_URL: "smtp://127.0.0.1",
  TOKEN_SIGNING_KEY: JSON.stringify(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })),
};
const EXAMPLE_URL = "http://127.0.0.1:8080";

const run = promisify(execFile);

/** The public API as one OpenAPI document: what the gateway serves when every service is there. */
export async function renderOpenApi(root: string): Promise<string> {
  // The keys are those of the table, which Object.keys forgets.
  const names = Object.keys(SERVICES) as ServiceName[];
  const parts = await Promise.all(
    names.map(async (service) => ({ service, document: await documentOf(root, service) })),
  );
  const merged = mergeDocuments(parts, (service, path) =>
    names.some((name) => name === service && belongsTo(name, path)),
  );
  return `${JSON.stringify(merged, null, 2)}\n`;
}

/** Asks a service for its description. */
async function documentOf(root: string, service: ServiceName): Promise<OpenApiDocument> {
  const demanded = Object.keys((await configSchemaOf(root, service)).shape);
  const env = Object.fromEntries(
    demanded.flatMap((name) => {
      const example =
        EXAMPLES[name] ?? (name.endsWith("_URL") && name !== "STRIPE_API_URL" ? EXAMPLE_URL : undefined);
      const secret = /_(SECRET|KEY)$/.test(name) ? "example" : undefined;
      const value = example ?? secret;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const main = join(root, "services", service, "src/main.ts");
  const { stdout } = await run(process.execPath, [main, "--openapi"], { env, maxBuffer: 64 * 1024 * 1024 });
  return OpenApiDocument.parse(JSON.parse(stdout));
}
