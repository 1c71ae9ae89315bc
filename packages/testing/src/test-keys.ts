import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from "jose";

/** What accounts puts into `iss` and `aud` of every access token, and every service demands. */
export const TOKEN_ISSUER = "vendor-consolidation";
export const TOKEN_AUDIENCE = "vendor-consolidation";

export type TokenClaims = {
  accountId: string;
  roles?: readonly string[];
  emailVerified?: boolean;
  /** For tests about time: when the token is issued. Ten minutes later it is no longer good. */
  issuedAt?: Date;
  audience?: string;
  issuer?: string;
};

const TOKEN_LIFE_S = 600;

/**
 * A key pair of its own, with the tokens and the key set that accounts would make from it,
 * so that one service can be tested without accounts running.
 */
export async function testKeys() {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  const kid = "test-key";
  const jwks: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid, alg: "EdDSA", use: "sig" }] };

  /** A signed access token, with accounts' claims and header. */
  function tokenFor(claims: TokenClaims): Promise<string> {
    const issuedAtS = Math.floor((claims.issuedAt ?? new Date()).getTime() / 1000);
    return new SignJWT({ roles: claims.roles ?? ["user"], email_verified: claims.emailVerified ?? true })
      .setProtectedHeader({ alg: "EdDSA", kid, typ: "JWT" })
      .setIssuer(claims.issuer ?? TOKEN_ISSUER)
      .setAudience(claims.audience ?? TOKEN_AUDIENCE)
      .setSubject(claims.accountId)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + TOKEN_LIFE_S)
      .sign(privateKey);
  }

  return { kid, publicKey, privateKey, jwks, keySet: createLocalJWKSet(jwks), tokenFor };
}
export type TestKeys = Awaited<ReturnType<typeof testKeys>>;
