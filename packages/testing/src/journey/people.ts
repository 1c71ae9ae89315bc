import { type Client, createClient, must } from "@vc/client";
import { newPerson } from "../people/index.ts";
import { uniqueWord, until, type World } from "./world.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
  readonly api: Client;
}

/** A new account, signed in. Its e-mail address is not verified. */
export async function register(world: World, displayName: string, locale: "fr" | "en"): Promise<Person> {
  const email = `${uniqueWord()}@example.test`;
  const { api, accountId } = await newPerson(world.gatewayUrl, { email, displayName, locale });
  world.say(displayName, `registers as ${email}`);
  return { name: displayName, email, accountId, api };
}

/** Follows the link of the verification e-mail. */
export async function verifyEmail(world: World, person: Person): Promise<void> {
  const link = await world.mail.link(person.email, "/verify-email?token=");
  const token = link.searchParams.get("token") ?? "";
  must(await person.api.POST("/v1/auth/verify-email", { body: { token } }));
  await until(`${person.name}'s e-mail to be verified`, async () => {
    return must(await person.api.GET("/v1/me")).emailVerified;
  });
  world.say(person.name, "follows the link in the mail: the address is verified");
}

/**
 * Signs in to an account with a verified address. Registers it and verifies the address first where that is missing, so
 * that an interrupted earlier call is completed.
 */
export async function signInVerified(
  world: World,
  {
    email,
    password,
    displayName,
    locale,
  }: { email: string; password: string; displayName: string; locale: "fr" | "en" },
): Promise<Person> {
  const api = visitor(world);
  const logIn = () => api.logIn({ email, password });
  const known = await logIn();
  const { account } = known.data ?? must(await api.register({ email, password, displayName, locale }));
  const person = { name: displayName, email, accountId: account.id, api };
  if (account.emailVerified) return person;
  if (known.data) must(await api.POST("/v1/auth/resend-verification"));
  await verifyEmail(world, person);
  // A token holds the roles and the verification of the time of its issue.
  must(await logIn());
  return person;
}

/** An anonymous client. */
export function visitor(world: World): Client {
  return createClient({ baseUrl: world.gatewayUrl });
}
