import { generateKeyPairSync, type webcrypto } from "node:crypto";
import type { TokenKeys } from "@vc/http";
import { signToken } from "./sign-token.ts";

/** What accounts puts into `iss` and `aud` of every access token, and every service demands. */
export const TOKEN_ISSUER = "vendor-consolidation";
export const TOKEN_AUDIENCE = "vendor-consolidation";

export type TokenClaims = {
  accountId: string;
  roles?: readonly string[];
  emailVerified?: boolean;
  sessionId?: string;
  /** How far the account's events had come. */
  accountSequence?: number;
  /** For tests about time: when the token is issued. Ten minutes later it has expired. */
  issuedAt?: Date;
  audience?: string;
  issuer?: string;
};

const TOKEN_LIFE_S = 600;
const KID = "test-key";

/**
 * A key pair of its own, with the tokens and the key set that accounts would make from it,
 * so that one service can be tested without accounts running.
 */
export function testKeys() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const publicPem = publicKey.export({ format: "pem", type: "spki" }).toString();
  const jwks: { keys: (webcrypto.JsonWebKey & { kid: string })[] } = {
    keys: [{ ...publicKey.export({ format: "jwk" }), kid: KID, alg: "EdDSA", use: "sig" }],
  };
  /** As a service gets them from accounts' key set. */
  const tokenKeys: TokenKeys = async (kid) => (kid === KID ? publicPem : null);

  /** A signed access token, with accounts' claims and header. */
  function tokenFor(claims: TokenClaims): string {
    const issuedAtS = Math.floor((claims.issuedAt ?? new Date()).getTime() / 1000);
    return signToken(
      { alg: "EdDSA", typ: "JWT", kid: KID },
      {
        iss: claims.issuer ?? TOKEN_ISSUER,
        aud: claims.audience ?? TOKEN_AUDIENCE,
        sub: claims.accountId,
        iat: issuedAtS,
        exp: issuedAtS + TOKEN_LIFE_S,
        roles: claims.roles ?? ["user"],
        email_verified: claims.emailVerified ?? true,
        ...(claims.sessionId !== undefined && { sid: claims.sessionId }),
        ...(claims.accountSequence !== undefined && { account_sequence: claims.accountSequence }),
      },
      privateKey,
    );
  }

  return { kid: KID, publicPem, privateKey, jwks, tokenKeys, tokenFor };
}
export type TestKeys = ReturnType<typeof testKeys>;
