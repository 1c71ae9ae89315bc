import { type App, type Clock, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from "@vc/http";
import type { AccountState } from "../accounts/account.ts";
import type { KeyRing } from "./key-ring.ts";

/** Signs access tokens, each with the key whose turn it is. */
export function createAccessTokens(deps: {
  jwt: Pick<App["jwt"], "sign">;
  keyRing: Pick<KeyRing, "signing">;
  lifeSeconds: number;
  clock: Clock;
}) {
  const { jwt, keyRing, lifeSeconds, clock } = deps;
  return {
    lifeSeconds,
    async issue(
      {
        id,
        roles,
        emailVerified,
        sequence,
      }: Pick<AccountState, "id" | "roles" | "emailVerified" | "sequence">,
      sessionId: string,
    ): Promise<string> {
      const { kid, privateKey } = await keyRing.signing();
      return jwt.sign(
        { roles, email_verified: emailVerified, sid: sessionId, account_sequence: sequence },
        {
          key: privateKey.export({ format: "pem", type: "pkcs8" }),
          kid,
          algorithm: TOKEN_ALGORITHM,
          iss: TOKEN_ISSUER,
          aud: TOKEN_AUDIENCE,
          sub: id,
          // The plugin takes numbers as seconds.
          expiresIn: lifeSeconds,
          clockTimestamp: clock.now().getTime(),
        },
      );
    },
  };
}
export type AccessTokens = ReturnType<typeof createAccessTokens>;
