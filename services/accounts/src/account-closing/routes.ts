import { accountsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { DataExports } from "../exports/collect-export.ts";
import type { PasswordChange } from "../passwords/change-password.ts";
import type { Limits } from "../rate-limits/limits.ts";
import { type ClosingDeps, closeAccount } from "./close-account.ts";

export interface AccountClosingRoutesDeps {
  readonly closing: ClosingDeps;
  readonly dataExports: DataExports;
  readonly passwordChange: PasswordChange;
  readonly limits: Limits;
}

/** R42: closing one's own account, and copies of one's own data. */
export function addAccountClosingRoutes(
  app: App,
  { closing, dataExports, passwordChange, limits }: AccountClosingRoutesDeps,
): void {
  addEndpoint(app, endpoints.closeAccount, async (request, reply) => {
    const { caller, body } = request;
    const provenHash = await limits.tryPassword(request, reply, null, () =>
      passwordChange.prove(caller.accountId, body.password, "password"),
    );
    await closeAccount(closing, caller.accountId, provenHash);
  });
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
