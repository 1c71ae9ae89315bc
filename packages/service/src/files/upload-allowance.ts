import { isDuplicateKey } from "@vc/bus";
import { type Clock, HttpProblem } from "@vc/http";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { defineModel } from "../database/define-model.ts";
import { code, moment, whole } from "../database/fields.ts";
import { trusted } from "../database/queries.ts";

const MB = 1024 * 1024;
const DAY_MS = 24 * 60 * 60_000;

/** What a service that takes files reads from its environment. */
export const filesConfig = {
  UPLOAD_MEGABYTES_PER_DAY: z.coerce
    .number()
    .int()
    .min(50)
    .default(2_048)
    .describe("how much one account can upload to this service on one day (UTC), in megabytes"),
};

export const uploadAllowanceModel = defineModel({
  collection: "files.allowances",
  holds: "How many bytes an account has uploaded on a day, those under way included.",
  fields: {
    /** The account and the day. */
    _id: code(),
    bytes: whole(),
    expiresAt: moment(),
  },
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "days that are over go" }],
  shardKey: "_id",
  erasure: "Expires after a day.",
});

/** What is left for an account to upload on a day, so that one account cannot fill the database. */
export interface UploadAllowance {
  /**
   * Takes bytes from today's allowance before they come.
   *
   * @returns how to put right what the upload turned out to be; 0 for one that failed
   * @throws HttpProblem 409 `upload_limit_reached`
   */
  take(accountId: string, bytes: number): Promise<(actualBytes: number) => Promise<void>>;
}

export function createUploadAllowance({
  database,
  clock,
  megabytesPerDay,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly megabytesPerDay: number;
}): UploadAllowance {
  const allowances = database.model(uploadAllowanceModel);

  async function reserve(_id: string, bytes: number, now: Date): Promise<boolean> {
    const hasRoom = { _id, bytes: trusted({ $lte: megabytesPerDay * MB - bytes }) };
    const expiresAt = new Date(now.getTime() + DAY_MS);
    try {
      const update = { $inc: { bytes }, $setOnInsert: { expiresAt } };
      await allowances.updateOne(hasRoom, update, { upsert: true });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // The day's document is there: there is no room, or another first upload of the day has just made it.
      const { matchedCount } = await allowances.updateOne(hasRoom, { $inc: { bytes } });
      return matchedCount === 1;
    }
  }

  return {
    async take(accountId, bytes) {
      const now = clock.now();
      const _id = `${accountId}|${now.toISOString().slice(0, 10)}`;
      if (!(await reserve(_id, bytes, now))) {
        const detail = `No more than ${megabytesPerDay} MB can be uploaded on one day; the next one begins at midnight UTC.`;
        throw new HttpProblem(409, "upload_limit_reached", detail);
      }
      return async (actualBytes) => {
        await allowances.updateOne({ _id }, { $inc: { bytes: actualBytes - bytes } });
      };
    },
  };
}
