import { z } from "zod";

/** The settings of every service. A service extends them with its own. */
export const baseConfig = z.object({
  HOST: z.string().default("127.0.0.1").describe("address to listen on"),
  PORT: z.coerce.number().int().min(0).max(65_535).describe("port to listen on"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("least severity that is logged"),
  JWKS_URL: z.url().describe("where accounts publishes the keys that access tokens are verified with"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url()
    .optional()
    .describe(
      "collector that takes traces (OTLP over HTTP); without one, ids of traces are passed on and not recorded",
    ),
});

/**
 * Reads a service's settings from an environment.
 *
 * @throws Error that names every variable that is missing or wrong, and what it is for
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  // An empty variable is what compose passes for "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const purpose = schema.shape[name]?.meta?.()?.description;
    return `  ${name}: ${issue.message}${purpose ? ` (${purpose})` : ""}`;
  });
  throw new Error(`The environment does not hold what this service needs:\n${lines.join("\n")}`);
}
