import { describePublicApi } from "../../../services/gateway/src/openapi/public-document.ts";

/** `docs/generated/openapi.json`: what the gateway serves at `/openapi.json`. */
export async function renderOpenApi(): Promise<string> {
  return `${JSON.stringify(await describePublicApi(), null, 2)}\n`;
}
