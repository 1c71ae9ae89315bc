import { createPublicKey } from "node:crypto";
import type { Clock } from "@vc/http";
import { type Database, trusted } from "@vc/service";
import { publishedAt, rotationAt, type ScheduledKey, signingAt } from "./key-schedule.ts";
import { signingKeyModel } from "./model.ts";
import { makeSigningKey, type SigningKey, seal, unseal } from "./signing-key.ts";

type RingKey = SigningKey & ScheduledKey;

/** How old what an instance knows of the stored keys may be; far less than a key is announced before it signs. */
const REFRESH_MS = 30_000;

/**
 * The keys that sign access tokens, the same for all instances: that of the environment until it is rotated, then those
 * in the database. A new one is announced long before it signs, so that no service meets a token whose key it has not
 * heard of, and the one before it is published until its last token is over.
 */
export function createKeyRing(deps: {
  database: Database;
  root: SigningKey;
  clock: Clock;
  tokenLifeMs: number;
}) {
  const { database, root, clock, tokenLifeMs } = deps;
  const stored = database.model(signingKeyModel);
  const first: RingKey = { ...root, announcedAt: new Date(0), signsFrom: new Date(0) };
  let known: readonly RingKey[] = [first];
  let freshUntilMs = 0;

  async function keys(): Promise<readonly RingKey[]> {
    const nowMs = clock.now().getTime();
    if (nowMs >= freshUntilMs) {
      known = [first, ...(await read())];
      freshUntilMs = nowMs + REFRESH_MS;
    }
    return known;
  }

  async function published(): Promise<RingKey[]> {
    return publishedAt(await keys(), clock.now(), tokenLifeMs);
  }

  async function read(): Promise<RingKey[]> {
    return (await stored.find({})).flatMap(({ sealed, announcedAt, signsFrom }) => {
      const key = unseal(sealed, root);
      return key === null ? [] : [{ ...key, announcedAt, signsFrom }];
    });
  }

  return {
    async signing(): Promise<SigningKey> {
      return signingAt(await keys(), clock.now()) ?? first;
    },

    /** The public halves, as services fetch them. */
    async keySet(): Promise<{ keys: SigningKey["publicJwk"][] }> {
      return { keys: (await published()).map(({ publicJwk }) => publicJwk) };
    },

    /** The public half of one published key, as SPKI in PEM: accounts does not ask itself over HTTP. */
    async publicKey(kid: string): Promise<string | null> {
      const key = (await published()).find((each) => each.kid === kid);
      if (key === undefined) return null;
      return createPublicKey(key.privateKey).export({ format: "pem", type: "spki" }).toString();
    },

    /**
     * Makes and announces the next key, and forgets those that are over.
     *
     * @returns the new key's id and when it signs; `null` when one waits to sign already
     */
    async rotate(announceMs: number): Promise<ScheduledKey | null> {
      const now = clock.now();
      const present = [first, ...(await read())];
      const signsFrom = rotationAt(present, now, announceMs);
      if (signsFrom === null) return null;
      const key = makeSigningKey();
      const needed = publishedAt(present, now, tokenLifeMs).map(({ kid }) => kid);
      await stored.deleteMany({ _id: trusted({ $nin: needed }) });
      await stored.insertOne({ _id: key.kid, sealed: seal(key, root), announcedAt: now, signsFrom });
      freshUntilMs = 0;
      return { kid: key.kid, announcedAt: now, signsFrom };
    },

    /** Every key that is published, with its part in it. */
    async list(): Promise<readonly (ScheduledKey & { readonly isSigning: boolean })[]> {
      const present = [first, ...(await read())];
      const signing = signingAt(present, clock.now());
      return publishedAt(present, clock.now(), tokenLifeMs).map((key) => ({
        kid: key.kid,
        announcedAt: key.announcedAt,
        signsFrom: key.signsFrom,
        isSigning: key.kid === signing?.kid,
      }));
    },
  };
}
export type KeyRing = ReturnType<typeof createKeyRing>;
