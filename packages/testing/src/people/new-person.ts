import { type Client, createClient, must } from "@vc/client";

/** Registers and signs in a person, for tests and demonstrations that need just any account. */
export async function newPerson(
  baseUrl: string,
  person: { email: string; displayName: string; password?: string; locale?: "fr" | "en" },
): Promise<{ api: Client; accountId: string; email: string; password: string }> {
  const api = createClient({ baseUrl });
  const { email, displayName, password = "correct horse battery", locale = "en" } = person;
  const { account } = must(await api.register({ email, displayName, password, locale }));
  return { api, accountId: account.id, email, password };
}
