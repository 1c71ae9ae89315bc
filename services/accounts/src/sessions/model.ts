import { absentMeans, code, type DocumentOf, defineModel, id, moment, nullable, oneOf } from "@vc/service";
import { SESSION_ENDS, SESSION_STATES } from "./lifecycle.ts";

export const sessionModel = defineModel({
  collection: "sessions",
  holds: "A session: from a log-in or registration until it is ended or expires.",
  fields: {
    _id: code(),
    accountId: id("account"),
    state: oneOf(SESSION_STATES),
    /** SHA-256 of the refresh token in use: 256 random bits, so a fast hash gives nothing to guess at. */
    currentHash: code(),
    createdAt: moment(),
    expiresAt: moment(),
    endedBy: nullable(oneOf(SESSION_ENDS)),
    endedAt: nullable(moment()),
    /** Random, and kept by the device: it names nothing else. */
    deviceId: absentMeans(null, nullable(code())),
  },
  indexes: [
    { key: { currentHash: 1 }, unique: true, for: "the session of a refresh token" },
    { key: { accountId: 1 }, for: "an account's sessions: ending all, erasure" },
    // An ended session stays until then, to give the same answer.
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired sessions go" },
  ],
  shardKey: "accountId",
  erasure: "Deleted.",
});

export type SessionDocument = DocumentOf<typeof sessionModel>;

export const spentTokenModel = defineModel({
  collection: "spent_refresh_tokens",
  holds: "The session of a spent refresh token, so that its reuse is recognised.",
  fields: {
    /** The token's hash. */
    _id: code(),
    sessionId: code(),
    spentAt: absentMeans(null, nullable(moment())),
    expiresAt: moment(),
  },
  indexes: [
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, for: "expired tokens go" },
    { key: { sessionId: 1 }, for: "a session's tokens: erasure" },
  ],
  shardKey: "_id",
  erasure: "Deleted.",
});
