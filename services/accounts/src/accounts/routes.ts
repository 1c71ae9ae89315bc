import {
  Account,
  ChangeEmailRequest,
  CloseAccountRequest,
  id,
  SetRolesRequest,
  UpdateAccountRequest,
  VerifyEmailRequest,
} from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { z } from "zod";
import type { AccountClosing } from "../account-closing/close-account.ts";
import type { PasswordChange } from "../passwords/change-password.ts";
import type { Limits } from "../rate-limits/limits.ts";
import { refusal } from "../refusals.ts";
import type { Profile } from "./profile.ts";
import type { AccountStore } from "./store.ts";
import { showAccount } from "./view.ts";

/** One's own account, its e-mail address, and the admins' view on roles. */
export function addAccountRoutes(
  app: App,
  deps: {
    accounts: AccountStore;
    profile: Profile;
    passwordChange: PasswordChange;
    closing: AccountClosing;
    limits: Limits;
  },
): void {
  const { accounts, profile, passwordChange, closing, limits } = deps;

  app.get(
    "/v1/me",
    {
      config: { access: "signed_in" },
      schema: { tags: ["me"], summary: "One's own account", response: { 200: Account } },
    },
    async (request) => {
      const account = await accounts.findById(callerOf(request).accountId);
      if (account === null || account.closing !== null) throw refusal("account_gone");
      return showAccount(account);
    },
  );

  app.patch(
    "/v1/me",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["me"],
        summary: "Change one's name, description or language",
        body: UpdateAccountRequest,
        response: { 200: Account },
      },
    },
    async (request) => showAccount(await profile.update(callerOf(request).accountId, request.body)),
  );

  app.delete(
    "/v1/me",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["me"],
        summary: "Close one's account (R42)",
        description:
          "All sessions end. What is personal is erased within the hour; orders and ledger entries stay without a name.",
        body: CloseAccountRequest,
        response: { 202: z.null() },
      },
      preHandler: [limits.passwords],
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      await passwordChange.prove(accountId, request.body.password, "password");
      await closing.close(accountId);
      return reply.code(202).send(null);
    },
  );

  app.post(
    "/v1/me/change-email",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["me"],
        summary: "Change one's e-mail address",
        description: "The present address is told, and counts until the new one is verified.",
        body: ChangeEmailRequest,
        response: { 204: z.null() },
      },
      preHandler: [limits.passwords, limits.mails],
    },
    async (request, reply) => {
      const { accountId } = callerOf(request);
      await passwordChange.prove(accountId, request.body.password, "password");
      await profile.changeEmail(accountId, request.body.email);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/auth/verify-email",
    {
      config: { access: "public" },
      schema: {
        tags: ["auth"],
        summary: "Verify an e-mail address with the token from the e-mail",
        body: VerifyEmailRequest,
        response: { 204: z.null() },
      },
      preHandler: [limits.requests],
    },
    async (request, reply) => {
      await profile.verifyEmail(request.body.token);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v1/auth/resend-verification",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["auth"],
        summary: "Send the verification link again",
        description: "The link before it is void. Nothing is sent where the address is verified already.",
        response: { 204: z.null() },
      },
      preHandler: [limits.mails],
    },
    async (request, reply) => {
      await profile.requestVerification(callerOf(request).accountId);
      return reply.code(204).send(null);
    },
  );

  app.put(
    "/v1/admin/accounts/:id/roles",
    {
      config: { access: { roles: ["admin"] } },
      schema: {
        tags: ["admin"],
        summary: "Set the roles of an account",
        description:
          "The role user cannot be removed. Roles are in access tokens, so a change is complete after ten minutes.",
        params: z.object({ id: id("account") }),
        body: SetRolesRequest,
        response: { 200: Account },
      },
    },
    async (request) => {
      const { accountId } = callerOf(request);
      return showAccount(await profile.setRoles(request.params.id, request.body.roles, accountId));
    },
  );
}
