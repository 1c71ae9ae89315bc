import { generateKeyPairSync } from "node:crypto";
import { createTokenVerifier } from "@vc/http";
import { fakeClock } from "@vc/testing";
import { createLocalJWKSet, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { openAccount } from "../accounts/account.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { makeSigningKey, readSigningKey, seal, unseal } from "./signing-key.ts";

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
    const key = await readSigningKey(pem);
    const tokens = createAccessTokens({ signing: async () => key }, 600, clock);
    const verify = createTokenVerifier(createLocalJWKSet({ keys: [key.publicJwk] }), clock);
    const token = await tokens.issue(account);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "EdDSA", kid: key.kid });
    expect(await verify(token)).toEqual({ accountId: account.id, roles: ["user"], emailVerified: false });
    clock.advance(599_000);
    expect(await verify(token)).not.toBeNull();
    clock.advance(1_000);
    expect(await verify(token)).toBeNull();
  });
});

describe("a signing key", () => {
  it("is named alike in all instances that share it, in whatever form they are given it", async () => {
    const forms = [pem, pem.replaceAll("\n", "\\n"), JSON.stringify(jwk)];
    const kids = await Promise.all(forms.map(async (form) => (await readSigningKey(form)).kid));
    expect(new Set(kids).size).toBe(1);
    expect((await readSigningKey(JSON.stringify({ ...jwk, kid: "2026-03" }))).kid).toBe("2026-03");
  });

  it("never shows its private part", async () => {
    const { publicJwk } = await readSigningKey(JSON.stringify(jwk));
    expect(Object.keys(publicJwk).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  });

  it("refuses a key of another kind, without showing it", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const rsaPem = rsa.export({ type: "pkcs8", format: "pem" }).toString();
    await expect(readSigningKey(rsaPem)).rejects.toThrow("not an Ed25519 key");
    await expect(readSigningKey("s3cret")).rejects.toThrow(/^(?!.*s3cret).*neither/);
  });

  it("is opened only with the key that it was closed with", async () => {
    const [root, other, key] = await Promise.all([readSigningKey(pem), makeSigningKey(), makeSigningKey()]);
    const sealed = seal(key, root);
    expect((await unseal(sealed, root))?.kid).toBe(key.kid);
    expect(await unseal(sealed, other)).toBeNull();
    const plain = key.privateKey.export({ format: "der", type: "pkcs8" });
    expect(Buffer.from(sealed, "base64").includes(plain.subarray(-32))).toBe(false);
    const tampered = Buffer.from(sealed, "base64");
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1;
    expect(await unseal(tampered.toString("base64"), root)).toBeNull();
  });
});
