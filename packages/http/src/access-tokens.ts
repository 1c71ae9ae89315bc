import fastifyJwt from "@fastify/jwt";
import { ROLES, type Role } from "@vc/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { HttpProblem } from "./problem.ts";
import type { TokenKeys } from "./token-keys.ts";

/** `iss` and `aud` of every access token. */
export const TOKEN_ISSUER = "vendor-consolidation";
export const TOKEN_AUDIENCE = "vendor-consolidation";
/** The only signature that is accepted, so that neither `none` nor the public key used as a secret passes. */
export const TOKEN_ALGORITHM = "EdDSA";

/** The account that calls, as its access token says. */
export interface Caller {
  readonly accountId: string;
  readonly roles: readonly Role[];
  readonly emailVerified: boolean;
  /** The session that the token was issued for; absent in tokens of earlier versions. */
  readonly sessionId?: string;
  /** How far the account's events had come when the token was issued; 0 in tokens of earlier versions. */
  readonly accountSequence?: number;
}

/**
 * Verifies an access token; `null` for any token that is not valid now.
 * Rejects with `HttpProblem` 503 `unavailable` when its key cannot be fetched.
 */
export type TokenVerifier = (token: string) => Promise<Caller | null>;

const Header = z.object({ alg: z.literal(TOKEN_ALGORITHM), kid: z.string().min(1) });

const Claims = z.object({
  sub: z.string(),
  roles: z.array(z.enum(ROLES)),
  email_verified: z.boolean(),
  sid: z.string().optional(),
  account_sequence: z.int().optional(),
});

/**
 * Registers @fastify/jwt, so that every service verifies access tokens by itself: EdDSA, issuer, audience and expiry,
 * with the key that the header names. `app.jwt.sign` needs the key and its `kid` with each call; only accounts has them.
 */
export async function useAccessTokens(
  app: FastifyInstance,
  { keys, clock }: { readonly keys: TokenKeys; readonly clock: Clock },
): Promise<TokenVerifier> {
  await app.register(fastifyJwt, {
    secret: {
      // The plugin wants both; without them every call would still have to name its key.
      private: () => Promise.reject(new Error("name the signing key and its kid with each token")),
      public: () => Promise.reject(new Error("verify with the TokenVerifier, which finds the key")),
    },
    decode: { complete: true },
    verify: {
      algorithms: [TOKEN_ALGORITHM],
      allowedIss: TOKEN_ISSUER,
      allowedAud: TOKEN_AUDIENCE,
      // A claim that is absent is not checked.
      requiredClaims: ["iss", "aud", "sub", "exp"],
    },
  });

  function kidOf(token: string): string | null {
    const decoded = orNull(() => app.jwt.decode<{ header: unknown }>(token));
    return Header.safeParse(decoded?.header).data?.kid ?? null;
  }

  return async (token) => {
    const kid = kidOf(token);
    const key = kid === null ? null : await keys(kid).catch(unavailable);
    if (key === null) return null;
    // At the millisecond of `exp` a token is over (RFC 7519, 4.1.4); fast-jwt would still accept it.
    const clockTimestamp = clock.now().getTime() + 1;
    const payload = orNull(() => app.jwt.verify<object>(token, { key, clockTimestamp }));
    const { data } = Claims.safeParse(payload);
    if (data === undefined) return null;
    const { sub: accountId, roles, email_verified: emailVerified, sid, account_sequence } = data;
    return {
      accountId,
      roles,
      emailVerified,
      ...(sid !== undefined && { sessionId: sid }),
      ...(account_sequence !== undefined && { accountSequence: account_sequence }),
    };
  };
}

/** The token of the header `authorization`; `null` where there is none or it has another form. */
export function bearerToken(request: FastifyRequest): string | null {
  const match = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? "");
  return match?.[1] ?? null;
}

function unavailable(): never {
  throw new HttpProblem(503, "unavailable", "Sign-in cannot be checked right now.");
}

/** What @fastify/jwt and fast-jwt throw about a token, and not about the key or the options that they were given. */
const TOKEN_REFUSAL = /^(FAST|FST)_JWT_(?!INVALID_KEY|MISSING_KEY|INVALID_OPTION)/;

/** The result; `null` where the token is refused. */
function orNull<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (TOKEN_REFUSAL.test(code)) return null;
    throw error;
  }
}
