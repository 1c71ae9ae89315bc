import { accountsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { decodeCursor, toPage } from "@vc/service";
import { z } from "zod";
import type { Limits } from "../rate-limits/limits.ts";
import { refusal } from "../refusals.ts";
import type { Profile } from "./profile.ts";
import type { AccountStore } from "./store.ts";
import { showAccount } from "./view.ts";

export interface AccountRoutesDeps {
  readonly accounts: AccountStore;
  readonly profile: Profile;
  /**
   * @returns the hash that the password matched
   * @throws HttpProblem 400 at `path` when it is not the account's password
   */
  readonly provePassword: (accountId: string, password: string, path: string) => Promise<string>;
  readonly limits: Limits;
}

/** One's own account, its e-mail address, and the roles that admins set. */
export function addAccountRoutes(app: App, deps: AccountRoutesDeps): void {
  addOwnAccountRoutes(app, deps);
  addEmailRoutes(app, deps);
  addAdminRoutes(app, deps);
}

/** R40: what admins see and do. */
function addAdminRoutes(app: App, { accounts, profile }: AccountRoutesDeps): void {
  addEndpoint(app, endpoints.findAccounts, async ({ query }) => {
    const { limit, cursor, ...sought } = query;
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.string()]));
    const found = await accounts.list(sought, { limit, after });
    return toPage(found, limit, ({ id }) => [id], showAccount);
  });
  addEndpoint(app, endpoints.getAnyAccount, async ({ params }) => {
    const account = await accounts.findById(params.id);
    if (account === null) throw refusal("account_unknown");
    return showAccount(account);
  });
  addEndpoint(app, endpoints.setRoles, async ({ caller, params, body }) =>
    showAccount(await profile.setRoles(params.id, body.roles, caller.accountId)),
  );
}

function addOwnAccountRoutes(app: App, { accounts, profile }: AccountRoutesDeps): void {
  addEndpoint(app, endpoints.getAccount, async ({ caller }) => {
    const account = await accounts.findById(caller.accountId);
    if (account === null || account.closing !== null) throw refusal("account_gone");
    return showAccount(account);
  });
  addEndpoint(app, endpoints.updateAccount, async ({ caller, body }) =>
    showAccount(await profile.update(caller.accountId, body)),
  );
}

function addEmailRoutes(app: App, { profile, provePassword, limits }: AccountRoutesDeps): void {
  addEndpoint(
    app,
    endpoints.changeEmail,
    async (request, reply) => {
      const { caller, body } = request;
      const provenHash = await limits.tryPassword(request, reply, null, () =>
        provePassword(caller.accountId, body.password, "password"),
      );
      await profile.changeEmail(caller.accountId, body.email, provenHash);
    },
    { preHandler: [limits.mails] },
  );
  addEndpoint(app, endpoints.verifyEmail, ({ body }) => profile.verifyEmail(body.token), {
    preHandler: [limits.requests],
  });
  addEndpoint(
    app,
    endpoints.resendVerification,
    ({ caller }) => profile.requestVerification(caller.accountId),
    { preHandler: [limits.mails] },
  );
}
