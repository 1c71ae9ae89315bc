import { baseConfig } from "@vc/http";
import { z } from "zod";

function upstream(name: string) {
  return z
    .url({ protocol: /^https?$/ })
    .describe(`where ${name} answers; requests are balanced over all addresses of the name`);
}

export const gatewayConfig = baseConfig.extend({
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe("port of /metrics, apart from the public one; without it metrics are not served"),
  ACCOUNTS_URL: upstream("accounts"),
  CATALOG_URL: upstream("catalog"),
  ORDERS_URL: upstream("orders"),
  PAYMENTS_URL: upstream("payments"),
  MESSAGING_URL: upstream("messaging"),
  REVIEWS_URL: upstream("reviews"),
  NOTIFICATIONS_URL: upstream("notifications"),
  PAGES_URL: upstream("web"),
  CORS_ORIGINS: z
    .string()
    .default("*")
    .describe("origins of web pages that may call the API, separated by commas; * for any"),
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .describe(
      "addresses or networks of proxies in front, separated by commas, whose X-Forwarded-For is believed",
    ),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe("requests of one account, or of one address without one, in a minute and instance"),
  RATE_LIMIT_SCALE: z.coerce
    .number()
    .int()
    .min(1)
    .default(1)
    .describe("multiplies the limit above, for development and tests"),
  UPSTREAM_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(30_000)
    .describe("how long a service may take to begin its answer, in milliseconds"),
});
export type GatewayConfig = z.output<typeof gatewayConfig>;
