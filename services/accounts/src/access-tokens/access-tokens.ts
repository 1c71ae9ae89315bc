import { type Clock, TOKEN_AUDIENCE, TOKEN_ISSUER } from "@vc/http";
import { SignJWT } from "jose";
import type { AccountState } from "../accounts/account.ts";
import type { KeyRing } from "./key-ring.ts";

/** Signs access tokens, each with the key whose turn it is. */
export function createAccessTokens(ring: Pick<KeyRing, "signing">, lifeSeconds: number, clock: Clock) {
  return {
    lifeSeconds,
    async issue(account: AccountState): Promise<string> {
      const { kid, privateKey } = await ring.signing();
      const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
      return new SignJWT({ roles: [...account.roles], email_verified: account.emailVerified })
        .setProtectedHeader({ alg: "EdDSA", kid, typ: "JWT" })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setSubject(account.id)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + lifeSeconds)
        .sign(privateKey);
    },
  };
}
export type AccessTokens = ReturnType<typeof createAccessTokens>;
