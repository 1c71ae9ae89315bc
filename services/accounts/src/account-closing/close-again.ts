import type { Logger } from "@vc/http";
import { createWorker, newId, type Worker } from "@vc/service";
import { endSessions } from "../sessions/end-sessions.ts";
import { applyToClosing, type ClosingDeps } from "./close-account.ts";
import { closingAccount } from "./lifecycle.ts";

const DAY_MS = 24 * 60 * 60_000;

export type CloseAgainDeps = ClosingDeps & { readonly log: Logger };

/**
 * R42: closes the accounts again that were closed before and are here, since a backup was restored that is older than their
 * closing. Orders and payments are asked as at the first closing: where the restored past has something open, the account
 * stays until that has ended, and the next look closes it.
 *
 * @returns how many closings it has begun
 */
export async function closeAgain(deps: CloseAgainDeps): Promise<number> {
  let begun = 0;
  for (const accountId of await deps.closedAccounts.all()) if (await closeOneAgain(deps, accountId)) begun++;
  return begun;
}

function closeOneAgain(deps: CloseAgainDeps, accountId: string): Promise<boolean> {
  const { bus, clock, log, accounts, sessions } = deps;
  return bus.transaction(async (tx) => {
    const account = await accounts.findById(accountId, tx.session);
    if (account === null || closingAccount(account).state !== "open") return false;
    if (account.roles.includes("admin")) {
      log.error({ accountId }, "an admin whose account was closed is here again: take the role away");
      return false;
    }
    log.warn(
      { accountId },
      "an account that was closed is here again, as after a restore: it is closed again",
    );
    await applyToClosing(deps, tx, account, { kind: "request", closingId: newId("closing") });
    await endSessions(sessions, accountId, "close_account", clock.now(), tx);
    return true;
  });
}

/** Looks at the start of each process, as after a restore, and every day. */
export function createClosedAccountsWatch(deps: CloseAgainDeps): Worker {
  return createWorker({
    name: "closed accounts",
    log: deps.log,
    pollMs: DAY_MS,
    concurrency: 1,
    takeOne: async () => {
      await closeAgain(deps);
      return false;
    },
  });
}
