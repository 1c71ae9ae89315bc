import { accountsEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import type { Limits } from "../rate-limits/limits.ts";
import type { PasswordChange } from "./change-password.ts";

export interface PasswordRoutesDeps {
  readonly passwordChange: PasswordChange;
  readonly limits: Limits;
}

/** New passwords. */
export function addPasswordRoutes(app: App, { passwordChange, limits }: PasswordRoutesDeps): void {
  addEndpoint(
    app,
    endpoints.requestPasswordReset,
    async (request) => {
      // Refusing would let strangers keep the owner from asking. The links that were sent are good as long as this counts.
      if (await limits.mayMail(request)) await passwordChange.requestReset(request.body.email);
    },
    { preHandler: [limits.requests] },
  );
  addEndpoint(app, endpoints.resetPassword, ({ body }) => passwordChange.reset(body.token, body.password), {
    preHandler: [limits.requests],
  });
  addEndpoint(
    app,
    endpoints.undoEmailChange,
    ({ body }) => passwordChange.undoEmailChange(body.token, body.password),
    { preHandler: [limits.requests] },
  );
  addEndpoint(app, endpoints.changePassword, async (request, reply) => {
    const { caller, body } = request;
    const provenHash = await limits.tryPassword(request, reply, null, () =>
      passwordChange.prove(caller.accountId, body.currentPassword, "currentPassword"),
    );
    await passwordChange.change(caller.accountId, body.newPassword, provenHash);
  });
}
