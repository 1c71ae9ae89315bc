import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type Erased, type ErasureBatch, eventually, newId } from "@vc/service";
import type { AccountState } from "../accounts/account.ts";
import type { AccountStore } from "../accounts/store.ts";
import { refusal } from "../refusals.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import type { SessionStore } from "../sessions/store.ts";
import type { ClosedAccountsLog } from "./closed-accounts-log.ts";
import { type ClosingInput, closingAccount, decideClosing, isUnopposed } from "./lifecycle.ts";

export const ERASE_TIMER = "erase_account";

/** Erases a batch of what accounts keeps of a person besides the account itself. */
export type EraseParts = (account: AccountState, batch: ErasureBatch) => Promise<Erased>;

/** What closing an account works with. */
export interface ClosingDeps {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly eraseParts: EraseParts;
  readonly closedAccounts: ClosedAccountsLog;
  readonly graceMs: number;
}

/**
 * R42: asks orders and payments what is open and, where nothing is, ends every session and leaves the rest to the answers
 * to come. Should one of them report something after all, the account stays, and its owner is told by e-mail.
 *
 * @param provenHash what the password that was given matched
 * @throws HttpProblem 401 when another password was set meanwhile · 409 `open_orders` · `own_admin_role`
 */
export async function closeAccount(deps: ClosingDeps, accountId: string, provenHash: string): Promise<void> {
  const { bus, clock, accounts, sessions } = deps;
  const closingId = await requestClosing(deps, accountId, provenHash);
  // A service that is down answers later; a person who closes an account need not wait for that.
  await eventually(async () => {
    const account = await accounts.findById(accountId);
    return account?.closing?.id !== closingId || isUnopposed(account.closing) || null;
  });
  await bus.transaction(async (tx) => {
    const account = await accounts.findById(accountId, tx.session);
    if (account === null) return;
    // Another closing means that this one ended because something is open.
    if (account.closing !== null && account.closing.id !== closingId) throw refusal("open_orders");
    await applyToClosing(deps, tx, account, { kind: "promise" });
    await endSessions(sessions, accountId, "close_account", clock.now(), tx);
  });
}

/** @returns the id of this request, or of an earlier one that goes on */
function requestClosing(deps: ClosingDeps, accountId: string, provenHash: string): Promise<string> {
  return deps.bus.transaction(async (tx) => {
    const account = await deps.accounts.findById(accountId, tx.session);
    if (account === null) throw refusal("account_gone");
    if (account.passwordHash !== provenHash) throw refusal("session_over");
    const input = { kind: "request", closingId: newId("closing") } as const;
    const { closing } = await applyToClosing(deps, tx, account, input);
    if (closing === null) throw new Error(`the closing of ${accountId} was not begun`);
    return closing.id;
  });
}

/**
 * Carries out a step of a closing in the caller's transaction, with its events and the timer of the erasure. A repeat is
 * a success.
 *
 * @throws HttpProblem what is refused
 */
export async function applyToClosing(
  { clock, accounts, graceMs }: Pick<ClosingDeps, "clock" | "accounts" | "graceMs">,
  tx: Transaction,
  before: AccountState,
  input: ClosingInput,
): Promise<AccountState> {
  const decision = decideClosing(closingAccount(before), input, { now: clock.now(), graceMs });
  if (decision.kind === "refused") throw refusal(decision.reason);
  if (decision.kind === "already") return before;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  const { after, events, erasures } = decision.change;
  const account = { ...before, closing: after.closing, sequence: before.sequence + events.length };
  if (after.state === "closed") await accounts.remove(before.id, tx.session);
  else await accounts.replace(before, account, tx.session);
  for (const [index, { type, data }] of events.entries()) {
    tx.publish(type, { aggregateId: before.id, sequence: before.sequence + index + 1, data });
  }
  for (const dueAt of erasures) tx.armTimer({ aggregateId: before.id, kind: ERASE_TIMER, dueAt });
  return account;
}
