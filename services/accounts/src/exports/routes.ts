import { accountsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { Limits } from "../rate-limits/limits.ts";
import type { DataExports } from "./collect-export.ts";

/** Copies of one's own data (R42). */
export function addExportRoutes(
  app: App,
  { dataExports, limits }: { dataExports: DataExports; limits: Limits },
): void {
  addEndpoint(
    app,
    endpoints.requestExport,
    async ({ caller }) => ({ id: await dataExports.request(caller.accountId) }),
    { preHandler: [limits.exports] },
  );
  addEndpoint(app, endpoints.getExport, ({ caller, params }) =>
    dataExports.fetch(caller.accountId, params.id),
  );
}
