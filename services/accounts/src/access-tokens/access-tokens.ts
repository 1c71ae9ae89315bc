import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type Clock, TOKEN_AUDIENCE, TOKEN_ISSUER } from "@vc/chassis";
import { calculateJwkThumbprint, exportJWK, type JSONWebKeySet, SignJWT } from "jose";
import { z } from "zod";
import type { AccountState } from "../accounts/account.ts";

const PrivateJwk = z.looseObject({ kty: z.literal("OKP"), kid: z.string().optional() });

function readPrivateKey(text: string): { key: KeyObject; kid: string | undefined } {
  if (!text.trimStart().startsWith("{")) {
    // Environment files often hold the line breaks of a PEM as the two characters \n.
    return { key: createPrivateKey(text.replaceAll("\\n", "\n")), kid: undefined };
  }
  const jwk = PrivateJwk.parse(JSON.parse(text));
  return { key: createPrivateKey({ key: jwk, format: "jwk" }), kid: jwk.kid };
}

/**
 * Signs access tokens, and shows the public key that every service verifies them with. A key without an id of its own
 * gets its RFC 7638 thumbprint, so that all instances that share the key name it alike.
 *
 * @param signingKey a private Ed25519 key: a JWK as JSON, or PKCS#8 in PEM
 * @throws Error when it is not such a key; the message does not show it
 */
export async function createAccessTokens(signingKey: string, lifeSeconds: number, clock: Clock) {
  let read: ReturnType<typeof readPrivateKey>;
  try {
    read = readPrivateKey(signingKey);
  } catch {
    throw new Error("TOKEN_SIGNING_KEY is neither a private JWK nor PKCS#8 in PEM");
  }
  if (read.key.asymmetricKeyType !== "ed25519") throw new Error("TOKEN_SIGNING_KEY is not an Ed25519 key");
  const publicJwk = await exportJWK(createPublicKey(read.key));
  const kid = read.kid ?? (await calculateJwkThumbprint(publicJwk));
  const keySet: JSONWebKeySet = { keys: [{ ...publicJwk, kid, alg: "EdDSA", use: "sig" }] };

  return {
    /** The public key, as services fetch it. */
    keySet,
    lifeSeconds,
    issue(account: AccountState): Promise<string> {
      const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
      return new SignJWT({ roles: [...account.roles], email_verified: account.emailVerified })
        .setProtectedHeader({ alg: "EdDSA", kid, typ: "JWT" })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setSubject(account.id)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + lifeSeconds)
        .sign(read.key);
    },
  };
}
export type AccessTokens = Awaited<ReturnType<typeof createAccessTokens>>;
