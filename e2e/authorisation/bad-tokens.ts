import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { signToken } from "@vc/testing";
import { tokenSigningKey } from "../test-platform.ts";

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());

/**
 * Tokens that must open nothing, each in the name of an account whose good token is given: made as an attacker would,
 * and, for those that only the platform could have made, with its own key.
 */
export async function badTokens(good: { accessToken: string; refreshToken: string }) {
  const [head, body, signature] = good.accessToken.split(".");
  const claims = decode(body);
  const header = decode(head);
  const own = createPrivateKey(await tokenSigningKey());
  const foreign = generateKeyPairSync("ed25519").privateKey;
  const publicPem = createPublicKey(own).export({ type: "spki", format: "pem" }).toString();
  const sign = (payload: object, key = own) => signToken(header, payload, key);
  const { exp: _, ...endless } = claims;
  const { kid: __, ...nameless } = header;
  return {
    "that has run out": sign({ ...claims, iat: 1_700_000_000, exp: 1_700_000_600 }),
    "that never runs out": sign(endless),
    "of a foreign key": sign(claims, foreign),
    "of a foreign key that it brings along": signToken(
      { ...header, jwk: createPublicKey(foreign).export({ format: "jwk" }) },
      claims,
      foreign,
    ),
    "of no key that it names": signToken(nameless, claims, own),
    "of a key that accounts never had": signToken({ ...header, kid: "made-up" }, claims, own),
    "signed by no key": signToken({ alg: "none" }, claims, null),
    "signed by no key, with the right kid": signToken({ ...header, alg: "none" }, claims, null),
    "signed with the public key as a secret": signToken({ ...header, alg: "HS256" }, claims, publicPem),
    "whose roles were changed": `${head}.${encode({ ...claims, roles: ["user", "mediator", "admin"] })}.${signature}`,
    "for another audience": sign({ ...claims, aud: "elsewhere" }),
    "of another issuer": sign({ ...claims, iss: "elsewhere" }),
    "that is a refresh token": good.refreshToken,
    "that is none": "x",
  };
}
