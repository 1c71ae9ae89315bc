import { LOCALES, ROLES } from "@vc/contracts";
import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  flag,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";

const email = () => text({ max: 320, personal: "deleted with the document" });
const answer = () => nullable(oneOf(["open", "nothing_open", "clear"]));

export const accountModel = defineModel({
  collection: "accounts",
  holds: "An account with its password hash and its closing.",
  fields: {
    _id: id("account"),
    /** In lower case: two spellings are one account. */
    email: email(),
    emailVerified: flag(),
    pendingEmail: absentMeans(null, nullable(email())),
    passwordHash: code(),
    /** Counts the log-ins: each writes the account, so that one beside a new password conflicts with it. */
    logIns: absentMeans(0, whole({ min: 0 })),
    displayName: text({ max: 200, personal: "deleted with the document" }),
    /** By what admins find it under its name (`nameKeysOf`). */
    nameKeys: absentMeans([], list(text({ max: 400, personal: "deleted with the document" }))),
    bio: text({ max: 2_000, personal: "deleted with the document" }),
    locale: oneOf(LOCALES),
    roles: list(oneOf(ROLES)),
    createdAt: moment(),
    closing: absentMeans(
      null,
      nullable(
        object({
          id: id("closing"),
          since: moment(),
          isPromised: flag(),
          answers: object({ orders: answer(), payments: answer() }),
        }),
      ),
    ),
    /** Counts the account's events; 0 before the first. */
    sequence: whole({ min: 0 }),
  },
  indexes: [
    { key: { email: 1 }, unique: true, for: "one account of an address; signing in; admins look for one" },
    { key: { nameKeys: 1, _id: -1 }, for: "admins look for a name" },
    { key: { roles: 1, _id: -1 }, for: "admins look for the staff; whether there is an admin" },
  ],
  shardKey: "_id",
  erasure: "Deleted, as the last step.",
});

export type AccountDocument = DocumentOf<typeof accountModel>;
