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
  addEndpoint(app, endpoints.requestPasswordReset, ({ body }) => passwordChange.requestReset(body.email), {
    preHandler: [limits.requests, limits.mails],
  });
  addEndpoint(app, endpoints.resetPassword, ({ body }) => passwordChange.reset(body.token, body.password), {
    preHandler: [limits.requests],
  });
  addEndpoint(
    app,
    endpoints.undoEmailChange,
    ({ body }) => passwordChange.undoEmailChange(body.token, body.password),
    { preHandler: [limits.requests] },
  );
  addEndpoint(
    app,
    endpoints.changePassword,
    ({ caller, body }) => passwordChange.change(caller.accountId, body.currentPassword, body.newPassword),
    { preHandler: [limits.passwords] },
  );
}
