import { storedConfig } from "@vc/service";
import { z } from "zod";

export const catalogConfig = storedConfig.extend({
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default("http://127.0.0.1:8080")
    .transform((url) => url.replace(/\/+$/, ""))
    .describe("where the gateway is reached from outside; shared pages name it"),
});
export type CatalogConfig = z.output<typeof catalogConfig>;
