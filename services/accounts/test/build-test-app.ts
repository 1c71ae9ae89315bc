import { generateKeyPairSync } from "node:crypto";
import { type SignedIn, VerificationRequested } from "@vc/contracts";
import { fakeClock, runsOnce, testPlatform } from "@vc/testing";
import { createKeyRing } from "../src/access-tokens/key-ring.ts";
import { readSigningKey } from "../src/access-tokens/signing-key.ts";
import { accountsConfig } from "../src/config.ts";
import { composeAccounts } from "../src/deps.ts";

export const PASSWORD = "correct horse battery";
export const ADMIN_EMAIL = "first-admin@example.org";

/** A private key as the launcher makes it. */
export function aSigningKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** The accounts service on a real database and broker, with a clock that the test holds. */
export async function buildTestApp(settings: Record<string, string> = {}) {
  // The present: the database removes by its own clock what has expired by the service's.
  const clock = fakeClock(new Date());
  const surroundings = await testPlatform({ service: "accounts", clock });
  const { platform, neighbours, namespace } = surroundings;
  const config = accountsConfig.parse({
    PORT: "0",
    JWKS_URL: "http://127.0.0.1/unused",
    MONGO_URL: namespace.mongoUrl,
    MONGO_DATABASE: namespace.dbName,
    AMQP_URL: namespace.amqpUrl,
    TOKEN_SIGNING_KEY: aSigningKey(),
    BOOTSTRAP_ADMINS: `other@example.org, ${ADMIN_EMAIL.toUpperCase()}`,
    RATE_LIMIT_SCALE: "1000",
    ...settings,
  });
  /** As another process has it: on the same database, and by default with the same key of the environment. */
  const ringOf = (signingKey: string) => {
    const root = readSigningKey(signingKey);
    const tokenLifeMs = config.ACCESS_TOKEN_SECONDS * 1_000;
    return createKeyRing({ database: platform.database, root, clock, tokenLifeMs });
  };
  const built = await composeAccounts(platform, config);
  await surroundings.start();
  const { app } = built;
  let people = 0;

  async function call(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    { token, body, headers = {} }: { token?: string; body?: object; headers?: Record<string, string> } = {},
  ) {
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { payload: body } : {}),
    });
    return {
      status: answer.statusCode,
      body: answer.body === "" || answer.body === "null" ? null : answer.json(),
      headers: answer.headers,
    };
  }
  const post = (url: string, body?: object, token?: string) =>
    call("POST", url, { ...(body ? { body } : {}), ...(token ? { token } : {}) });

  /** A new person, signed in. */
  async function aPerson(email = `person-${++people}@example.org`): Promise<SignedIn> {
    const person = { email, password: PASSWORD, displayName: "Léa Martin", locale: "fr" };
    const { status, body } = await post("/v1/auth/register", person);
    if (status !== 201) throw new Error(`registration was refused: ${JSON.stringify(body)}`);
    return body;
  }

  /** The token of the latest mail of a kind to a person. */
  async function mailed(event: typeof VerificationRequested, accountId: string, email?: string) {
    const heard = await neighbours.heard(
      event,
      (data) => data.accountId === accountId && (email === undefined || data.email === email),
    );
    return heard.data.token;
  }

  async function verify(accountId: string): Promise<void> {
    const { status } = await post("/v1/auth/verify-email", {
      token: await mailed(VerificationRequested, accountId),
    });
    if (status !== 204) throw new Error(`verification was refused with ${status}`);
  }

  const logIn = (email: string, password = PASSWORD) => post("/v1/auth/login", { email, password });
  const refresh = (refreshToken: string) => post("/v1/auth/refresh", { refreshToken });

  return {
    ...surroundings,
    app,
    call,
    post,
    aPerson,
    mailed,
    verify,
    logIn,
    refresh,
    runWorkOnce: runsOnce(built.work),
    aKeyRing: (signingKey = config.TOKEN_SIGNING_KEY) => ringOf(signingKey),
    /** The first admin, with a token that says so. */
    anAdmin: async (): Promise<SignedIn> => {
      const known = await logIn(ADMIN_EMAIL);
      if (known.status === 200) return known.body;
      const { account } = await aPerson(ADMIN_EMAIL);
      await verify(account.id);
      return (await logIn(ADMIN_EMAIL)).body;
    },
    stop: async () => {
      await app.close();
      await surroundings.stop();
    },
  };
}
export type TestApp = Awaited<ReturnType<typeof buildTestApp>>;
