import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { TOKEN_AUDIENCE, TOKEN_ISSUER, useAccessTokens } from "@vc/http";
import { fakeClock } from "@vc/testing";
import fastify from "fastify";
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
    const key = readSigningKey(pem);
    const app = fastify();
    const publicPem = createPublicKey({ key: key.publicJwk, format: "jwk" }).export({
      format: "pem",
      type: "spki",
    });
    const verify = await useAccessTokens(app, {
      keys: async (kid) => (kid === key.kid ? publicPem.toString() : null),
      clock,
    });
    const tokens = createAccessTokens({
      jwt: app.jwt,
      keyRing: { signing: async () => key },
      lifeSeconds: 600,
      clock,
    });
    const token = await tokens.issue(account, "session_1");
    const nowS = clock.now().getTime() / 1_000;
    expect(app.jwt.decode(token)).toMatchObject({
      header: { alg: "EdDSA", typ: "JWT", kid: key.kid },
      payload: { iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, sub: account.id, iat: nowS, exp: nowS + 600 },
    });
    expect(await verify(token)).toEqual({
      accountId: account.id,
      roles: ["user"],
      emailVerified: false,
      sessionId: "session_1",
      accountSequence: account.sequence,
    });
    clock.advance(599_000);
    expect(await verify(token)).not.toBeNull();
    clock.advance(1_000);
    expect(await verify(token)).toBeNull();
  });
});

describe("a signing key", () => {
  it("has one kid in all instances that share it, in every form of the setting", () => {
    const forms = [pem, pem.replaceAll("\n", "\\n"), JSON.stringify(jwk)];
    const kids = forms.map((form) => readSigningKey(form).kid);
    expect(new Set(kids).size).toBe(1);
    expect(readSigningKey(JSON.stringify({ ...jwk, kid: "2026-03" })).kid).toBe("2026-03");
  });

  it("is named by its RFC 7638 thumbprint (the example of RFC 8037, appendix A)", () => {
    const example = {
      kty: "OKP",
      crv: "Ed25519",
      d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
      x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    };
    expect(readSigningKey(JSON.stringify(example)).kid).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  });

  it("never shows its private part", () => {
    const { publicJwk } = readSigningKey(JSON.stringify(jwk));
    expect(Object.keys(publicJwk).toSorted()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  });

  it("refuses a key of another kind, without showing it", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const rsaPem = rsa.export({ type: "pkcs8", format: "pem" }).toString();
    expect(() => readSigningKey(rsaPem)).toThrow("not an Ed25519 key");
    expect(() => readSigningKey("s3cret")).toThrow(/^(?!.*s3cret).*neither/);
  });

  it("is opened only with the key that it was closed with", () => {
    const [root, other, key] = [readSigningKey(pem), makeSigningKey(), makeSigningKey()];
    const sealed = seal(key, root);
    expect(unseal(sealed, root)?.kid).toBe(key.kid);
    expect(unseal(sealed, other)).toBeNull();
    const plain = key.privateKey.export({ format: "der", type: "pkcs8" });
    expect(Buffer.from(sealed, "base64").includes(plain.subarray(-32))).toBe(false);
    const tampered = Buffer.from(sealed, "base64");
    tampered[tampered.length - 1] = (tampered.at(-1) ?? 0) ^ 1;
    expect(unseal(tampered.toString("base64"), root)).toBeNull();
  });
});
