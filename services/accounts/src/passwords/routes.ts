import { ChangePasswordRequest, ForgotPasswordRequest, ResetPasswordRequest } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { z } from "zod";
import type { Limits } from "../rate-limits/limits.ts";
import type { PasswordChange } from "./change-password.ts";

/** New passwords. */
export function addPasswordRoutes(
  app: App,
  { passwordChange, limits }: { passwordChange: PasswordChange; limits: Limits },
): void {
  app.post(
    "/v1/auth/forgot-password",
    {
      config: { access: "public" },
      schema: {
        tags: ["auth"],
        summary: "Ask for a link that sets a new password",
        description: "The answer is the same whether or not the address has an account.",
        body: ForgotPasswordRequest,
        response: { 202: z.null() },
      },
      preHandler: [limits.requests, limits.mails],
    },
    async (request, reply) => {
      await passwordChange.requestReset(request.body.email);
      return reply.code(202).send(null);
    },
  );

  app.post(
    "/v1/auth/reset-password",
    {
      config: { access: "public" },
      schema: {
        tags: ["auth"],
        summary: "Set a new password with the token from the e-mail",
        description: "Ends every session of the account.",
        body: ResetPasswordRequest,
        response: { 204: z.null() },
      },
      preHandler: [limits.requests],
    },
    async (request, reply) => {
      await passwordChange.reset(request.body.token, request.body.password);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/me/change-password",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["me"],
        summary: "Set a new password, knowing the old one",
        description: "Ends every session of the account, this one too: log in again.",
        body: ChangePasswordRequest,
        response: { 204: z.null() },
      },
      preHandler: [limits.passwords],
    },
    async (request, reply) => {
      const { currentPassword, newPassword } = request.body;
      await passwordChange.change(callerOf(request).accountId, currentPassword, newPassword);
      return reply.code(204).send(null);
    },
  );
}
