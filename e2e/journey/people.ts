import { type Client, createClient, must } from "@vc/client";
import { newPerson } from "@vc/testing/people";
import { uniqueWord, until, type World } from "./world.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
  readonly api: Client;
}

/** Somebody new, signed in, with an e-mail address that is not verified yet. */
export async function register(world: World, displayName: string, locale: "fr" | "en"): Promise<Person> {
  const email = `${uniqueWord()}@example.test`;
  const { api, accountId } = await newPerson(world.gatewayUrl, { email, displayName, locale });
  world.say(displayName, `registers as ${email}`);
  return { name: displayName, email, accountId, api };
}

/** Follows the link in the mail that registering brought. */
export async function verifyEmail(world: World, person: Person): Promise<void> {
  const link = await world.mail.link(person.email, "/verify-email?token=");
  const token = link.searchParams.get("token") ?? "";
  must(await person.api.POST("/v1/auth/verify-email", { body: { token } }));
  await until(`${person.name}'s e-mail to be verified`, async () => {
    return must(await person.api.GET("/v1/me")).emailVerified;
  });
  world.say(person.name, "follows the link in the mail: the address is verified");
}

/** A client that is nobody in particular. */
export function visitor(world: World): Client {
  return createClient({ baseUrl: world.gatewayUrl });
}
