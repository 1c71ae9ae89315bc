import { randomUUID } from "node:crypto";
import { isDuplicateKey } from "@vc/bus";
import { OptionalIdempotencyHeaders } from "@vc/contracts";
import { type Clock, callerOf, canonicalHash, canonicalJson, HttpProblem } from "@vc/http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ClientSession } from "mongodb";
import { deleteBatch, type ErasureStep } from "./account-closing/erasure.ts";
import type { Database } from "./database/database.ts";
import { type DocumentOf, defineModel } from "./database/define-model.ts";
import { code, moment, nullable, object, text, whole } from "./database/fields.ts";
import { trusted } from "./database/queries.ts";

const KEPT_SECONDS = 24 * 60 * 60;

/** How long a request may work on its key before another may take over: its process has died by then. */
const CLAIM_MS = 30_000;

export const idempotencyKeyModel = defineModel({
  collection: "idempotency_keys",
  holds: "A request under an Idempotency-Key, and what it was answered.",
  fields: {
    /** `<account>|<route>|<parameters>|<key>` */
    _id: code({ max: 2_000 }),
    bodyHash: code(),
    /** Which request works on it. */
    claim: code(),
    claimedUntil: moment(),
    createdAt: moment(),
    answer: nullable(
      object({
        status: whole({ min: 100, max: 599 }),
        body: text({ max: 2_000_000, personal: "deleted with the document" }),
      }),
    ),
  },
  indexes: [{ key: { createdAt: 1 }, expireAfterSeconds: KEPT_SECONDS, for: "keys go after 24 hours" }],
  shardKey: "_id",
  erasure: "Deleted: those of the account, or those whose answer names it.",
});

type KeyDocument = DocumentOf<typeof idempotencyKeyModel>;

/**
 * Records a request's answer in the transaction of its effect, so that effect and answer exist both or neither.
 * The work gets it and must call it once.
 */
export type RememberAnswer = (session: ClientSession, status: number, body: object) => Promise<void>;

export interface Idempotency {
  /** R42: a step of the erasure of an account: its requests and their answers. */
  erase: ErasureStep;
  /** R42: those answers to a caller that mention something, e.g. another person's order. */
  eraseMentions(callerId: string, mentioned: string, session: ClientSession): Promise<void>;
  /**
   * Runs `work` at most once for a caller, route and `Idempotency-Key`, and answers. Without a key it runs each time: only
   * an endpoint with `OptionalIdempotencyHeaders` comes here without one.
   * A refusal (a thrown HttpProblem) frees the key: nothing happened, so a corrected request may use it.
   *
   * @throws HttpProblem 422 `idempotency_key_reused` when the key came with another body before,
   *   409 `idempotency_conflict` while the first request is still running
   */
  run(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (remember: RememberAnswer) => Promise<void>,
  ): Promise<FastifyReply>;
}

/** The keys that begin with the caller's id, as a range of the index: "}" follows "|". */
function keysOf(callerId: string) {
  return { _id: trusted({ $gte: `${callerId}|`, $lt: `${callerId}}` }) };
}

/** Idempotency keys of one service, kept in its own database (docs/api-conventions.md). */
export function createIdempotency(database: Database, clock: Clock): Idempotency {
  const keys = database.model(idempotencyKeyModel);

  async function claim(id: string, bodyHash: string): Promise<KeyDocument> {
    const now = clock.now();
    const mine: KeyDocument = {
      _id: id,
      bodyHash,
      claim: randomUUID(),
      claimedUntil: new Date(now.getTime() + CLAIM_MS),
      createdAt: now,
      answer: null,
    };
    try {
      await keys.insertOne(mine);
      return mine;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const earlier = await keys.findOne({ _id: id });
    if (earlier !== null && earlier.bodyHash !== bodyHash) {
      throw new HttpProblem(
        422,
        "idempotency_key_reused",
        "This Idempotency-Key came with another body before.",
      );
    }
    if (earlier?.answer) return earlier;
    const isAbandoned = earlier !== null && earlier.claimedUntil <= now;
    const taken = isAbandoned
      ? await keys.findOneAndUpdate(
          { _id: id, claim: earlier.claim, answer: null },
          { $set: { claim: mine.claim, claimedUntil: mine.claimedUntil } },
          { returnDocument: "after" },
        )
      : null;
    if (taken === null) {
      throw new HttpProblem(409, "idempotency_conflict", "The first request with this key is still running.");
    }
    return taken;
  }

  return {
    erase: (batch) => deleteBatch(keys, keysOf(batch.accountId), batch),

    async eraseMentions(callerId, mentioned, session) {
      const found = await keys.find(keysOf(callerId), { session });
      const meant = found.filter(({ answer }) => answer?.body.includes(mentioned));
      await keys.deleteMany({ _id: trusted({ $in: meant.map(({ _id }) => _id) }) }, { session });
    },

    async run(request, reply, work) {
      const { "idempotency-key": key } = OptionalIdempotencyHeaders.parse(request.headers);
      const route = `${request.method} ${request.routeOptions.url}`;
      const place = `${route}|${canonicalJson(request.params)}`;
      const held =
        key === undefined
          ? null
          : await claim(`${callerOf(request).accountId}|${place}|${key}`, canonicalHash(request.body));
      if (held?.answer) {
        void reply.header("idempotency-replayed", "true");
        return reply.code(held.answer.status).send(JSON.parse(held.answer.body));
      }
      let answer: { status: number; body: object } | undefined;
      try {
        await work(async (session, status, body) => {
          answer = { status, body };
          if (held === null) return;
          const { matchedCount } = await keys.updateOne(
            { _id: held._id, claim: held.claim },
            { $set: { answer: { status, body: JSON.stringify(body) } } },
            { session },
          );
          if (matchedCount === 0) {
            throw new HttpProblem(409, "idempotency_conflict", "Another request took over this key.");
          }
        });
      } catch (error) {
        if (held !== null) await keys.deleteOne({ _id: held._id, claim: held.claim, answer: null });
        throw error;
      }
      if (answer === undefined) throw new Error(`${route} did not record the answer of its idempotent work`);
      return reply.code(answer.status).send(answer.body);
    },
  };
}
