import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { tokenSigningKey } from "../test-platform.ts";

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/**
 * Tokens that must open nothing, each in the name of somebody whose good token is given: made as an attacker would,
 * and, for those that only the platform could have made, with its own key.
 */
export async function badTokens(good: { accessToken: string; refreshToken: string }) {
  const claims = decodeJwt(good.accessToken);
  // Accounts sets both.
  const header = decodeProtectedHeader(good.accessToken) as { alg: string; kid: string };
  const own = createPrivateKey(await tokenSigningKey());
  const foreign = generateKeyPairSync("ed25519").privateKey;
  const publicPem = createPublicKey(own).export({ type: "spki", format: "pem" }).toString();
  const sign = (payload: JWTPayload, key = own) => new SignJWT(payload).setProtectedHeader(header).sign(key);
  const [head, , signature] = good.accessToken.split(".");
  const { exp: _, ...endless } = claims;
  return {
    "that has run out": await sign({ ...claims, iat: 1_700_000_000, exp: 1_700_000_600 }),
    "that never runs out": await sign(endless),
    "of a foreign key": await sign(claims, foreign),
    "of a foreign key that it brings along": await new SignJWT(claims)
      .setProtectedHeader({ ...header, jwk: createPublicKey(foreign).export({ format: "jwk" }) })
      .sign(foreign),
    "signed by nobody": new UnsecuredJWT(claims).encode(),
    "signed with the public key as a secret": await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: header.kid })
      .sign(new TextEncoder().encode(publicPem)),
    "whose roles were changed": `${head}.${encode({ ...claims, roles: ["user", "mediator", "admin"] })}.${signature}`,
    "for another audience": await sign({ ...claims, aud: "elsewhere" }),
    "of another issuer": await sign({ ...claims, iss: "elsewhere" }),
    "that is a refresh token": good.refreshToken,
    "that is none": "x",
  };
}
