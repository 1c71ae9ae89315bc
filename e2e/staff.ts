import { type Account, must } from "@vc/client";
import { DEMO_ADMIN_EMAIL } from "@vc/dev";
import { type Person, verifyEmail, visitor } from "./journey/people.ts";
import { uniqueWord, type World } from "./journey/world.ts";

/** Of everybody here. */
export const STAFF_PASSWORD = "correct horse battery staple";

/** The admin whom the platform's settings name, and somebody whom the admin has given roles. */
export async function openStaff(
  world: World,
  roles: Account["roles"] = ["user", "mediator"],
): Promise<{ admin: Person; appointed: Person }> {
  const [admin, appointed] = await Promise.all([
    signedUp(world, "Ada", DEMO_ADMIN_EMAIL),
    signedUp(world, "Maud", `${uniqueWord()}@example.test`),
  ]);
  must(
    await admin.api.PUT("/v1/admin/accounts/{id}/roles", {
      params: { path: { id: appointed.accountId } },
      body: { roles },
    }),
  );
  must(await appointed.api.logIn({ email: appointed.email, password: STAFF_PASSWORD }));
  return { admin, appointed };
}

/** Somebody with a verified address, known from before or new. */
async function signedUp(world: World, name: string, email: string): Promise<Person> {
  const api = visitor(world);
  const logIn = () => api.logIn({ email, password: STAFF_PASSWORD });
  const known = await logIn();
  const { account } =
    known.data ??
    must(await api.register({ email, password: STAFF_PASSWORD, displayName: name, locale: "en" }));
  const person = { name, email, accountId: account.id, api };
  if (!account.emailVerified) await verifyEmail(world, person);
  // A token says what was true when it was issued: verified, and the roles.
  must(await logIn());
  return person;
}
