import type { Locale, Role } from "@vc/contracts";
import { type Database, eventually, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type PersonDocument, personModel } from "./model.ts";

/** An account that can receive notifications. */
export interface Person {
  readonly accountId: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: Locale;
  /** The owner has shown that the address is theirs; any person can register that of another. */
  readonly isVerified: boolean;
}

export interface PeopleStore {
  keep(person: Person & { readonly roles: readonly Role[] }, session: ClientSession): Promise<void>;
  /** None for an account that is closed or not known yet. */
  rolesOf(accountId: string, session: ClientSession): Promise<readonly Role[]>;
  /** Accounts of the support people who decide disputes. */
  mediators(): Promise<readonly string[]>;
  /**
   * Those of the accounts that are known. Waits up to 2 s for all of them: their registration may be on its way here,
   * behind an event that concerns them.
   */
  known(accountIds: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** R42: nothing of them stays but that they are gone. */
  close(accountId: string, session: ClientSession): Promise<void>;
  /** Those of the accounts that are closed. */
  closedOf(accountIds: readonly string[], session: ClientSession): Promise<ReadonlySet<string>>;
  /** 0 for an account without a stream, or one that is not known yet. */
  streamPosition(accountId: string): Promise<number>;
  /** Takes the next places in a known person's stream. @returns the last of them */
  advanceStream(accountId: string, count: number, session: ClientSession): Promise<number>;
}

/** A support team; more would be a mistake, and one event must not write to thousands. */
const MOST_MEDIATORS = 100;

export function createPeopleStore(database: Database): PeopleStore {
  const people = database.model(personModel);

  return {
    async rolesOf(accountId, session) {
      return (await people.findOne({ _id: accountId }, { session }))?.roles ?? [];
    },

    async mediators() {
      const found = await people.find({ roles: "mediator" }, { fields: ["_id"], limit: MOST_MEDIATORS });
      return found.map(({ _id }) => _id);
    },

    async keep({ accountId, ...facts }, session) {
      await people.updateOne({ _id: accountId }, { $set: facts }, { upsert: true, session });
    },

    async known(accountIds) {
      const wanted = [...new Set(accountIds)];
      let found: PersonDocument[] = [];
      if (wanted.length > 0) {
        // Outside any transaction: a snapshot would hide the registration that is waited for.
        await eventually(async () => {
          found = await people.find({ _id: trusted({ $in: wanted }) });
          return found.length === wanted.length ? found : null;
        });
      }
      return new Map(
        // Absent in documents of before it was kept, whose addresses got all mails.
        found.flatMap(({ _id, email, displayName, locale, isVerified = true }) =>
          email === undefined || displayName === undefined || locale === undefined
            ? []
            : [[_id, { accountId: _id, email, displayName, locale, isVerified }]],
        ),
      );
    },

    async close(accountId, session) {
      await people.updateOne(
        { _id: accountId },
        {
          $set: { isClosed: true },
          $unset: { email: "", displayName: "", locale: "", isVerified: "", roles: "" },
        },
        { upsert: true, session },
      );
    },

    async closedOf(accountIds, session) {
      const closed = { _id: trusted({ $in: accountIds }), isClosed: true };
      const found = await people.find(closed, { session, fields: ["_id"] });
      return new Set(found.map(({ _id }) => _id));
    },

    async streamPosition(accountId) {
      const person = await people.findOne({ _id: accountId });
      return person?.streamPosition ?? 0;
    },

    async advanceStream(accountId, count, session) {
      const person = await people.findOneAndUpdate(
        { _id: accountId },
        { $inc: { streamPosition: count } },
        { returnDocument: "after", session },
      );
      if (person?.streamPosition === undefined)
        throw new Error(`${accountId} is not known, so it has no stream`);
      return person.streamPosition;
    },
  };
}
