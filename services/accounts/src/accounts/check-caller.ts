import type { CallerCheck, Clock } from "@vc/http";
import type { AccountStore } from "./store.ts";

/**
 * R40: what an access token says is compared with the account and the session as they are now. The other services hear
 * of changes by events (`watchAccounts`); here they are at hand.
 *
 * @param isSessionOver whether a session has ended
 */
export function createCallerCheck(deps: {
  accounts: AccountStore;
  isSessionOver: (sessionId: string, now: Date) => Promise<boolean>;
  clock: Clock;
}): CallerCheck {
  const { accounts, isSessionOver, clock } = deps;
  return async (caller) => {
    const { accountId, sessionId } = caller;
    const account = await accounts.findById(accountId);
    // An account that is gone or closes is refused by what changes accounts. Its closing ended the session, and may be
    // asked for again, by a client that got no answer.
    if (account === null || account.closing !== null) return { ...caller, roles: ["user"] };
    if (sessionId !== undefined && (await isSessionOver(sessionId, clock.now()))) return null;
    return { ...caller, roles: caller.roles.filter((role) => account.roles.includes(role)) };
  };
}
