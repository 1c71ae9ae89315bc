import type { Account } from "@vc/contracts";
import { type ApiClient, apiClient, must, newPerson } from "@vc/testing/client";
import { uniqueWord, until, type World } from "./world.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
  readonly api: ApiClient;
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
  const token = link.searchParams.get("token");
  must(await person.api.post("/v1/auth/verify-email", { token }, { repeatable: true }));
  await until(`${person.name}'s e-mail to be verified`, async () => {
    return must(await person.api.get<Account>("/v1/me")).emailVerified;
  });
  world.say(person.name, "follows the link in the mail: the address is verified");
}

/** A client that is nobody in particular. */
export function visitor(world: World): ApiClient {
  return apiClient({ baseUrl: world.gatewayUrl });
}
