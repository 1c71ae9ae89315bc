import { describePublicApi } from "../../../services/gateway/src/openapi/public-document.ts";
import { publishPublicApi } from "../../../services/gateway/src/openapi/published-document.ts";

const rendered = (document: object) => `${JSON.stringify(document, null, 2)}\n`;

/** `docs/generated/openapi.json`: what the gateway serves at `/openapi.json`. */
export const renderOpenApi = async () => rendered(await publishPublicApi());

/** The same as the endpoints say it: what the client and the comparison with released operations are made from. */
export const renderEndpoints = async () => rendered(await describePublicApi());
