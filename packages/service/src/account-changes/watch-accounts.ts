import { type Bus, on, type Transaction } from "@vc/bus";
import { AccountChanged, AccountClosing, AccountReopened, type Role, SessionEnded } from "@vc/contracts";
import type { CallerCheck, Clock } from "@vc/http";
import type { Database } from "../database/database.ts";
import { trusted } from "../database/queries.ts";
import { accountChangeModel } from "./model.ts";

/** Longer than an access token lives, whatever accounts is set to. */
const KEPT_MS = 60 * 60 * 1_000;

/**
 * R40, R41: an access token says for ten minutes what was so when it was issued. This hears what has changed since, and
 * takes it from the caller: roles that were taken away, everything once the account is being closed or the session has
 * ended. What takes rights away thus counts within the time that an event travels, in every service.
 */
export function watchAccounts(deps: { bus: Bus; database: Database; clock: Clock }): CallerCheck {
  const { bus, database, clock } = deps;
  const changes = database.model(accountChangeModel);

  async function note(_id: string, sequence: number, roles: readonly Role[], tx: Transaction): Promise<void> {
    const { session } = tx;
    const known = await changes.findOne({ _id }, { session });
    if (known !== null && known.sequence >= sequence) return;
    const expiresAt = new Date(clock.now().getTime() + KEPT_MS);
    await changes.updateOne(
      { _id },
      { $set: { sequence, roles: [...roles], expiresAt } },
      { upsert: true, session },
    );
  }

  bus.consume({
    purpose: "account-changes",
    subscriptions: [
      on(AccountChanged, ({ data, sequence }, tx) =>
        note(`roles:${data.accountId}`, sequence, data.roles, tx),
      ),
      on(AccountClosing, ({ data, sequence }, tx) => note(`closing:${data.accountId}`, sequence, [], tx)),
      on(AccountReopened, ({ data, sequence }, tx) => note(`reopened:${data.accountId}`, sequence, [], tx)),
      on(SessionEnded, ({ data, sequence }, tx) => note(`session:${data.sessionId}`, sequence, [], tx)),
    ],
  });

  return async (caller) => {
    const { accountId, sessionId, accountSequence = 0, roles } = caller;
    const ids = {
      roles: `roles:${accountId}`,
      closing: `closing:${accountId}`,
      reopened: `reopened:${accountId}`,
      session: `session:${sessionId ?? "none"}`,
    };
    const found = await changes.find({ _id: trusted({ $in: Object.values(ids) }) });
    const byId = new Map(found.map((change) => [change._id, change]));
    const sequenceOf = (id: string) => byId.get(id)?.sequence ?? 0;
    const isLater = (id: string) => sequenceOf(id) > accountSequence;
    const isClosing = isLater(ids.closing) && sequenceOf(ids.reopened) < sequenceOf(ids.closing);
    if (byId.has(ids.session) || isClosing) return null;
    const left = isLater(ids.roles) ? byId.get(ids.roles)?.roles : undefined;
    return left === undefined ? caller : { ...caller, roles: roles.filter((role) => left.includes(role)) };
  };
}
