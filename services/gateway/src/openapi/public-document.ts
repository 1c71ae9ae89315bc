import { allEndpoints } from "@vc/contracts";
import { describeEndpoints, type OpenApiDocument } from "@vc/http";

const info = {
  title: "Vendor Consolidation: the public API",
  version: "1",
  description: "Errors are `application/problem+json` with a stable `code`; money is in integer cents.",
};

/** The public API as one OpenAPI document, whatever services are running. */
export function describePublicApi(): Promise<OpenApiDocument> {
  return describeEndpoints(allEndpoints, info);
}
