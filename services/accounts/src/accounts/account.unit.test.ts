import { describe, expect, it } from "vitest";
import {
  type AccountState,
  changeEmail,
  openAccount,
  requestVerification,
  setPassword,
  setRoles,
  undoEmailChange,
  updateProfile,
  verifyEmail,
  whileProven,
} from "./account.ts";

const now = new Date("2026-03-02T09:00:00Z");
const opened = openAccount(
  { id: "account_1", email: "lea@example.org", passwordHash: "hash", displayName: "Léa", locale: "fr" },
  now,
);
const verified: AccountState = { ...opened, emailVerified: true };
const unnamed = { isNamedAdmin: false };
const admin: AccountState = { ...verified, roles: ["user", "admin"] };

describe("an account", () => {
  it("R40: begins as a user's, with an address to be verified", () => {
    expect(opened).toMatchObject({
      emailVerified: false,
      roles: ["user"],
      bio: "",
      createdAt: now,
      sequence: 0,
    });
  });

  it("R40: is verified by the link to its present address", () => {
    expect(verifyEmail(opened, "lea@example.org", unnamed)).toEqual({
      kind: "moved",
      change: { after: verified, announces: ["changed"] },
    });
    expect(verifyEmail(verified, "lea@example.org", unnamed)).toEqual({ kind: "already" });
    expect(verifyEmail(opened, "old@example.org", unnamed)).toEqual({
      kind: "refused",
      reason: "token_invalid",
    });
  });

  it("R40: becomes admin by verifying an address that the operator named, and not before", () => {
    expect(opened.roles).toEqual(["user"]);
    expect(verifyEmail(opened, "lea@example.org", { isNamedAdmin: true })).toMatchObject({
      change: { after: admin },
    });
  });

  it("R40: keeps its address until the new one is verified, and notifies the old one of the request", () => {
    const waiting = { ...verified, pendingEmail: "new@example.org" };
    expect(changeEmail(verified, "new@example.org")).toEqual({
      kind: "moved",
      change: { after: waiting, announces: ["email_change_requested", "verification_requested"] },
    });
    expect(verifyEmail(waiting, "new@example.org", unnamed)).toEqual({
      kind: "moved",
      change: { after: { ...verified, email: "new@example.org" }, announces: ["changed", "email_changed"] },
    });
    expect(requestVerification(waiting)).toMatchObject({ change: { announces: ["verification_requested"] } });
  });

  it("hunt U3: takes a link to its present address again, also while another address is wanted", () => {
    const waiting = { ...opened, pendingEmail: "new@example.org" };
    expect(verifyEmail(waiting, opened.email, unnamed)).toEqual({
      kind: "moved",
      change: { after: { ...waiting, emailVerified: true }, announces: ["changed"] },
    });
    expect(verifyEmail({ ...waiting, emailVerified: true }, opened.email, unnamed)).toEqual({
      kind: "already",
    });
  });

  it("security 1: sends no link to the account to a former address that was never verified", () => {
    const waiting = { ...opened, pendingEmail: "new@example.org" };
    expect(verifyEmail(waiting, "new@example.org", unnamed)).toMatchObject({
      change: { after: { email: "new@example.org", emailVerified: true }, announces: ["changed"] },
    });
  });

  it("security 1: has its former address and a new password when a change is undone", () => {
    const taken = { ...verified, email: "evil@example.org", pendingEmail: "worse@example.org" };
    expect(undoEmailChange(taken, verified.email, "new hash")).toEqual({
      kind: "moved",
      change: { after: { ...verified, passwordHash: "new hash" }, announces: ["changed"] },
    });
    expect(undoEmailChange(verified, verified.email, "new hash")).toMatchObject({
      change: { announces: [] },
    });
  });

  it("security 18: does nothing for a password that is no longer the account's", () => {
    const change = (hash: string) =>
      whileProven(hash, (account) => changeEmail(account, "new@example.org"))(verified);
    expect(change("hash").kind).toBe("moved");
    expect(change("former hash")).toEqual({ kind: "refused", reason: "session_over" });
  });

  it("hunt F14: tells an address that was never verified of nothing but itself", () => {
    expect(changeEmail(opened, "new@example.org")).toMatchObject({
      change: { announces: ["verification_requested"] },
    });
  });

  it("R40: takes a wish for another address back", () => {
    const waiting = { ...verified, pendingEmail: "new@example.org" };
    expect(changeEmail(waiting, verified.email)).toEqual({
      kind: "moved",
      change: { after: verified, announces: [] },
    });
    expect(changeEmail(verified, verified.email)).toEqual({ kind: "already" });
  });

  it("asks for no second link once it is verified", () => {
    expect(requestVerification(opened)).toMatchObject({ change: { announces: ["verification_requested"] } });
    expect(requestVerification(verified)).toEqual({ kind: "already" });
  });

  it("announces a profile only when something is different", () => {
    expect(updateProfile(opened, { bio: "Logos." })).toMatchObject({
      change: { after: { ...opened, bio: "Logos." }, announces: ["changed"] },
    });
    expect(updateProfile(opened, { displayName: "Léa" })).toEqual({ kind: "already" });
  });

  it("security 1: ends a wish for another address with a new password, and publishes no event of it", () => {
    const waiting = { ...opened, pendingEmail: "new@example.org" };
    expect(setPassword(waiting, "other")).toEqual({
      kind: "moved",
      change: { after: { ...opened, passwordHash: "other" }, announces: [] },
    });
  });

  it("R40: holds each role once and always that of a user", () => {
    expect(setRoles(verified, ["admin", "mediator", "admin"], "account_2")).toMatchObject({
      change: { after: { roles: ["user", "mediator", "admin"] } },
    });
    expect(setRoles(verified, ["user"], "account_2")).toEqual({ kind: "already" });
  });

  it("keeps an admin from dropping the role, and lets another admin take it", () => {
    expect(setRoles(admin, ["user"], admin.id)).toEqual({ kind: "refused", reason: "own_admin_role" });
    expect(setRoles(admin, ["user"], "account_2")).toMatchObject({ change: { after: { roles: ["user"] } } });
  });
});
