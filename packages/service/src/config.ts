import { baseConfig } from "@vc/http";
import { z } from "zod";

/** What every service with a database and a place on the bus reads besides. */
export const storedConfig = baseConfig.extend({
  MONGO_URL: z.string().min(1).describe("MongoDB replica set, with this service's own user"),
  MONGO_DATABASE: z.string().min(1).describe("this service's own database"),
  AMQP_URL: z.string().min(1).describe("RabbitMQ, with this service's own user"),
  BUS_NAMESPACE: z.string().default("").describe("prefix of every exchange and queue; empty in production"),
  BUS_EXPIRE_QUEUES_AFTER_MS: z.coerce
    .number()
    .int()
    .min(60_000)
    .optional()
    .describe("for tests: how long a queue of the namespace stays unread before the broker removes it"),
});

/** A divisor for the windows of the rules, for demonstrations and tests: docs/architecture.md, time. */
export const policyTimeScale = z.coerce
  .number()
  .min(1)
  .max(1_000_000)
  .default(1)
  .describe("divides the windows that the rules count in hours and days; 3600: 48 h pass in 48 s");
