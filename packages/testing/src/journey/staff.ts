import { type Account, must } from "@vc/client";
import { type Person, signInVerified } from "./people.ts";
import { uniqueWord, type World } from "./world.ts";

/** The admin that the settings of development and test platforms name (`BOOTSTRAP_ADMINS`). */
export const DEMO_ADMIN_EMAIL = "admin@example.test";

/** The password of the admin and of every account that `signInStaff` returns. */
export const STAFF_PASSWORD = "correct horse battery staple";

/** The platform's admin, and a new account that the admin gave these roles. */
export async function signInStaff(
  world: World,
  roles: Account["roles"] = ["user", "mediator"],
): Promise<{ admin: Person; appointed: Person }> {
  const account = (displayName: string, email: string) =>
    signInVerified(world, { email, password: STAFF_PASSWORD, displayName, locale: "en" });
  const [admin, appointed] = await Promise.all([
    account("Ada", DEMO_ADMIN_EMAIL),
    account("Maud", `${uniqueWord()}@example.test`),
  ]);
  await giveRoles(admin, appointed, roles);
  must(await appointed.api.logIn({ email: appointed.email, password: STAFF_PASSWORD }));
  return { admin, appointed };
}

/** The roles are in the account's next token. */
export async function giveRoles(admin: Person, person: Person, roles: Account["roles"]): Promise<void> {
  const params = { path: { id: person.accountId } };
  must(await admin.api.PUT("/v1/admin/accounts/{id}/roles", { params, body: { roles } }));
}
