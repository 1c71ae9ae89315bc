import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { fakeClock, signToken, testKeys, withChangedSignature } from "@vc/testing";
import fastify from "fastify";
import { beforeAll, describe, expect, it } from "vitest";
import { TOKEN_AUDIENCE, TOKEN_ISSUER, type TokenVerifier, useAccessTokens } from "./access-tokens.ts";

const accountId = "account_01jd3zxsdgf3r8yq0v5m9k2w7c";
const clock = fakeClock("2026-03-02T09:00:00Z");
const nowS = clock.now().getTime() / 1_000;
const { kid, privateKey, publicPem, tokenKeys } = testKeys();
const header = { alg: "EdDSA", typ: "JWT", kid };
const claims = {
  iss: TOKEN_ISSUER,
  aud: TOKEN_AUDIENCE,
  sub: accountId,
  iat: nowS,
  exp: nowS + 600,
  roles: ["user", "mediator"],
  email_verified: true,
};
const foreign = generateKeyPairSync("ed25519");
const withClaims = (changed: object) => signToken(header, { ...claims, ...changed }, privateKey);
const withHeader = (changed: object) => signToken({ ...header, ...changed }, claims, privateKey);

let verify: TokenVerifier;
beforeAll(async () => {
  verify = await useAccessTokens(fastify(), { keys: tokenKeys, clock });
});

describe("R40: an access token", () => {
  it("says who calls", async () => {
    expect(await verify(signToken(header, claims, privateKey))).toEqual({
      accountId,
      roles: ["user", "mediator"],
      emailVerified: true,
    });
    expect(await verify(withClaims({ aud: ["another", TOKEN_AUDIENCE] }))).not.toBeNull();
  });

  it("is good until the millisecond of its end", async () => {
    const token = signToken(header, claims, privateKey);
    const at = (afterMs: number) =>
      useAccessTokens(fastify(), { keys: tokenKeys, clock: { now: () => new Date(nowS * 1_000 + afterMs) } });
    expect(await (await at(599_999))(token)).not.toBeNull();
    expect(await (await at(600_000))(token)).toBeNull();
  });

  const [head, body, signature] = signToken(header, claims, privateKey).split(".");
  const [, otherBody] = withClaims({ roles: ["admin"] }).split(".");
  const publicKey = createPublicKey(privateKey);
  it.each<[string, string]>([
    ["that has expired", withClaims({ exp: nowS - 1 })],
    ["that never expires", withClaims({ exp: undefined })],
    ["whose end is no number", withClaims({ exp: `${nowS + 600}` })],
    ["that is not good yet", withClaims({ nbf: nowS + 60 })],
    ["of another issuer", withClaims({ iss: "elsewhere" })],
    ["without an issuer", withClaims({ iss: undefined })],
    ["for another audience", withClaims({ aud: "elsewhere" })],
    ["without an audience", withClaims({ aud: undefined })],
    ["without an account", withClaims({ sub: undefined })],
    ["with a role that does not exist", withClaims({ roles: ["root"] })],
    ["without roles", withClaims({ roles: undefined })],
    ["without a kid", withHeader({ kid: undefined })],
    ["with an unknown kid", withHeader({ kid: "made-up" })],
    ["with a kid that is no text", withHeader({ kid: 7 })],
    ["with a critical header that is not understood", withHeader({ crit: ["exp"], exp: 1 })],
    ["of a foreign key", signToken(header, claims, foreign.privateKey)],
    [
      "of a foreign key that it brings along",
      signToken({ ...header, jwk: foreign.publicKey.export({ format: "jwk" }) }, claims, foreign.privateKey),
    ],
    ["signed with `none`", signToken({ ...header, alg: "none" }, claims, null)],
    ["signed with `none`, with a signature", signToken({ ...header, alg: "none" }, claims, privateKey)],
    ["without a signature", signToken(header, claims, null)],
    ["signed with the public key as a secret", signToken({ ...header, alg: "HS256" }, claims, publicPem)],
    [
      "signed with the public JWK as a secret",
      signToken({ ...header, alg: "HS256" }, claims, JSON.stringify(publicKey.export({ format: "jwk" }))),
    ],
    ["that names another algorithm", withHeader({ alg: "RS256" })],
    ["that names no algorithm", withHeader({ alg: undefined })],
    ["whose claims were changed", `${head}.${otherBody}.${signature}`],
    ["whose signature was changed", withChangedSignature(`${head}.${body}.${signature}`)],
    ["whose signature was cut", `${head}.${body}.${signature?.slice(4)}`],
    ["with padding", `${head}.${body}.${signature}==`],
    ["with a part too much", `${head}.${body}.${signature}.x`],
    ["with claims that are no object", signToken(header, ["x"], privateKey)],
    ["that is none", "x"],
    ["of three empty parts", ".."],
  ])("%s is not valid", async (_name, token) => {
    expect(await verify(token)).toBeNull();
  });

  it("asks for no key that could not have signed it", async () => {
    const asked: string[] = [];
    const verify = await useAccessTokens(fastify(), {
      keys: async (kid) => {
        asked.push(kid);
        return tokenKeys(kid);
      },
      clock,
    });
    await verify(signToken({ ...header, alg: "HS256" }, claims, publicPem));
    await verify("x.y.z");
    await verify(withHeader({ kid: undefined }));
    expect(asked).toEqual([]);
  });

  it("is neither good nor bad while its key cannot be fetched: 503", async () => {
    const away = await useAccessTokens(fastify(), {
      keys: async () => {
        throw new TypeError("fetch failed");
      },
      clock,
    });
    await expect(away(signToken(header, claims, privateKey))).rejects.toMatchObject({
      status: 503,
      code: "unavailable",
    });
  });

  it("is verified by the plugin's own request.jwtVerify only with a key that is named", async () => {
    const app = fastify();
    await useAccessTokens(app, { keys: tokenKeys, clock });
    app.get("/", (request) => request.jwtVerify());
    const authorization = `Bearer ${signToken(header, claims, privateKey)}`;
    expect((await app.inject({ url: "/", headers: { authorization } })).statusCode).toBe(500);
    await expect(Promise.resolve(app.jwt.sign({}))).rejects.toThrow("Cannot fetch key");
  });
});
