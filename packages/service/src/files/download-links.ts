import { createHash, randomBytes } from "node:crypto";
import { type DownloadLink, ROLES } from "@vc/contracts";
import { type Caller, type CallerCheck, type Clock, HttpProblem } from "@vc/http";
import { deleteBatch, type ErasureStep } from "../account-closing/erasure.ts";
import type { Database } from "../database/database.ts";
import { defineModel } from "../database/define-model.ts";
import { code, id, list, moment, oneOf, optional } from "../database/fields.ts";
import { trusted } from "../database/queries.ts";

/** As long as an access token lives: a link gives nothing that the token would not, which it was asked for with. */
const LINK_LIFE_SECONDS = 10 * 60;

export const downloadLinkModel = defineModel({
  collection: "download_links",
  holds: "The hash of the ticket in an address at which one file can be read for some minutes.",
  fields: {
    _id: code(),
    accountId: id("account"),
    roles: list(oneOf(ROLES)),
    sessionId: optional(code()),
    fileId: id("file"),
    expiresAt: moment(),
  },
  indexes: [{ key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired links go by themselves" }],
  shardKey: "_id",
  erasure: "Deleted.",
});

/**
 * Addresses for browsers, which save what they read from one to the disk and go on after a break, but send no
 * Authorization header with it. A link is good for one file, for ten minutes, as often as it is needed.
 */
export interface DownloadLinks {
  /** @param path of the file, as the API has it */
  issue(holder: Caller, file: { readonly id: string; readonly path: string }): Promise<DownloadLink>;
  /** Who asked for the link of a file; null for none, an expired one, and one of another file. */
  holderOf(ticket: string, fileId: string): Promise<Caller | null>;
  readonly erase: ErasureStep;
}

export function createDownloadLinks(database: Database, clock: Clock): DownloadLinks {
  const links = database.model(downloadLinkModel);
  // Only the hash is stored: a copy of the database opens no file.
  const hashOf = (ticket: string) => createHash("sha256").update(ticket).digest("base64url");

  return {
    async issue({ accountId, roles, sessionId }, { id, path }) {
      const ticket = randomBytes(32).toString("base64url");
      await links.insertOne({
        _id: hashOf(ticket),
        accountId,
        roles: [...roles],
        ...(sessionId !== undefined && { sessionId }),
        fileId: id,
        expiresAt: new Date(clock.now().getTime() + LINK_LIFE_SECONDS * 1_000),
      });
      return { url: `${path}?ticket=${ticket}`, expiresIn: LINK_LIFE_SECONDS };
    },

    async holderOf(ticket, fileId) {
      const current = { expiresAt: trusted({ $gt: clock.now() }) };
      const link = await links.findOne({ _id: hashOf(ticket), fileId, ...current });
      if (link === null) return null;
      const { accountId, roles, sessionId } = link;
      return { accountId, roles, emailVerified: false, ...(sessionId !== undefined && { sessionId }) };
    },

    erase: (batch) => deleteBatch(links, { accountId: batch.accountId }, batch),
  };
}

/**
 * Who asks for a file: the caller, or who asked for the link, if that still stands for something.
 *
 * @throws HttpProblem 401 without either
 */
export async function readerOf(
  request: {
    readonly caller: Caller | null;
    readonly params: { readonly fileId: string };
    readonly query: { readonly ticket?: string | undefined };
  },
  { links, checkCaller }: { readonly links: DownloadLinks; readonly checkCaller: CallerCheck },
): Promise<Caller> {
  const { caller, params, query } = request;
  if (caller !== null) return caller;
  const holder = query.ticket === undefined ? null : await links.holderOf(query.ticket, params.fileId);
  const reader = holder && (await checkCaller(holder));
  if (reader !== null) return reader;
  throw new HttpProblem(401, "unauthenticated", "A valid access token or a link of this file is needed.");
}
