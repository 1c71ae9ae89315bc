import { generateKeyPairSync } from "node:crypto";
import { createTokenVerifier } from "@vc/chassis";
import { fakeClock } from "@vc/testing";
import { createLocalJWKSet, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { openAccount } from "../accounts/account.ts";
import { createAccessTokens } from "./access-tokens.ts";

const clock = fakeClock("2026-03-02T09:00:00Z");
const { privateKey } = generateKeyPairSync("ed25519");
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const jwk = privateKey.export({ format: "jwk" });
const account = openAccount(
  {
    id: "account_01h455vb4pex5vsknk084sn02q",
    email: "lea@example.org",
    passwordHash: "",
    displayName: "Léa",
    locale: "fr",
  },
  clock.now(),
);

describe("access tokens", () => {
  it("R40: are good for ten minutes with the key that is published", async () => {
    const tokens = await createAccessTokens(pem, 600, clock);
    const verify = createTokenVerifier(createLocalJWKSet(tokens.keySet), clock);
    const token = await tokens.issue(account);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "EdDSA", kid: tokens.keySet.keys[0]?.kid });
    expect(await verify(token)).toEqual({ accountId: account.id, roles: ["user"], emailVerified: false });
    clock.advance(599_000);
    expect(await verify(token)).not.toBeNull();
    clock.advance(1_000);
    expect(await verify(token)).toBeNull();
  });

  it("name a key alike in all instances that share it, in whatever form they are given it", async () => {
    const forms = [pem, pem.replaceAll("\n", "\\n"), JSON.stringify(jwk)];
    const kids = await Promise.all(
      forms.map(async (form) => (await createAccessTokens(form, 600, clock)).keySet.keys[0]?.kid),
    );
    expect(new Set(kids).size).toBe(1);
    const named = await createAccessTokens(JSON.stringify({ ...jwk, kid: "2026-03" }), 600, clock);
    expect(named.keySet.keys[0]?.kid).toBe("2026-03");
  });

  it("never publish the private part", async () => {
    const { keySet } = await createAccessTokens(JSON.stringify(jwk), 600, clock);
    expect(Object.keys(keySet.keys[0] ?? {}).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  });

  it("refuse a key of another kind, without showing it", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const rsaPem = rsa.export({ type: "pkcs8", format: "pem" }).toString();
    await expect(createAccessTokens(rsaPem, 600, clock)).rejects.toThrow("not an Ed25519 key");
    await expect(createAccessTokens("s3cret", 600, clock)).rejects.toThrow(/^(?!.*s3cret).*neither/);
  });
});
