import { baseConfig } from "@vc/http";
import { z } from "zod";

export const webConfig = baseConfig.omit({ JWKS_URL: true }).extend({
  API_URL: z
    .url({ protocol: /^https?$/ })
    .describe("where the gateway answers inside the platform; pages that the server renders read it"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .describe("how visitors reach the platform; canonical addresses of pages begin with it"),
  BUILD_DIR: z.string().min(1).default("dist").describe("folder that the built pages are read from"),
});
export type WebConfig = z.output<typeof webConfig>;
