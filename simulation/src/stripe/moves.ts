import { type Accounts, isGone } from "./accounts.ts";
import { PLATFORM } from "./balances.ts";
import type { Checkout } from "./checkout.ts";
import { createList, type MoveList } from "./move-list.ts";
import type { Account, Charge, Given, Payout, ProviderCore, Reversal, Transfer } from "./objects.ts";
import { found, refuse, refuseAccount } from "./refuse.ts";

interface Parts extends ProviderCore {
  readonly checkout: Checkout;
  readonly accounts: Accounts;
  readonly payoutCreated: (payoutId: string) => void;
  readonly transferCreated: (transfer: Transfer) => void;
  /** The platform cannot transfer for want of funds. */
  readonly transferLacksFunds: (orderId: string, amountCents: number) => void;
}

/** Transfers, reversals of transfers, and payouts. Lists are newest first, as Stripe gives them. */
export function createMoves(parts: Parts) {
  const { checkout, accounts } = parts;
  const transfers = createList<Transfer>(parts);
  const reversals = createList<Reversal>(parts);
  const allReversals: Reversal[] = [];
  const payouts = createList<Payout>(parts);

  function chargeNamed(id: string): Charge {
    const charge = checkout.charge(id);
    if (charge === undefined) throw refuse("reference_not_found", `no charge ${id}`);
    return charge;
  }

  function accountNamed(id: string): Account {
    const account = accounts.find(id);
    if (account === undefined) throw refuse("reference_not_found", `no account ${id}`);
    return account;
  }

  /** The connected account that a request is for. */
  function ownAccount(id: string): Account {
    const account = accounts.find(id);
    if (account === undefined || isGone(account)) throw refuseAccount(id);
    return account;
  }

  return {
    transfer: (id: string): Transfer => found(transfers.find(id), id),
    transfersOf: (orderId: string) => transfers.of(orderId),
    transfersTo: (accountId: string) => transfers.of(accountId),
    allReversals: () => allReversals,
    reversalsOf: (transferId: string) => reversals.of(found(transfers.find(transferId), transferId).id),
    payoutsOf: (accountId: string) => payouts.of(ownAccount(accountId).id),

    isOfLostAccount: (payoutId: string): boolean => {
      const account = accounts.find(payouts.find(payoutId)?.accountId ?? "");
      return account !== undefined && isGone(account);
    },

    payout(id: string, accountId: string): Payout {
      const payout = payouts.find(id);
      return found(payout?.accountId === ownAccount(accountId).id ? payout : undefined, id);
    },

    /** @param given without a charge it comes out of what the platform has */
    createTransfer: (given: Given & { orderId: string; chargeId: string | null; accountId: string }) => {
      const charge = given.chargeId === null ? null : chargeNamed(given.chargeId);
      return transfer(parts, transfers, charge, accountNamed(given.accountId), given);
    },

    createReversal(transferId: string, given: Given): Reversal {
      const reversed = found(transfers.find(transferId), transferId);
      const made = reverse(parts, reversals, reversed, accountNamed(reversed.accountId), given);
      allReversals.push(made);
      return made;
    },

    createPayout: (accountId: string, given: Given) => payOut(parts, payouts, ownAccount(accountId), given),

    /** The bank's word about a payout. A paid one can still come back. */
    settlePayout(id: string, status: "paid" | "failed"): void {
      const payout = payouts.find(id);
      if (!payout || payout.status === "failed" || payout.status === status) return;
      if (status === "failed") parts.balances.book(payout.accountId, payout.amountCents);
      payout.status = status;
      parts.emit(`payout.${status}`, id, payout.accountId);
    },
  };
}

function transfer(
  parts: Parts,
  transfers: MoveList<Transfer>,
  charge: Charge | null,
  account: Account,
  { orderId, amountCents, metadata }: Given & { orderId: string },
): Transfer {
  if (amountCents < 1) throw refuse("parameter_invalid", `${amountCents} cents`);
  checkOpen(account);
  if (account.standing !== "active") throw refuse("transfers_not_allowed", `${account.id} is restricted`);
  if (charge === null) checkFunds(parts, orderId, amountCents);
  else takeOf(charge, amountCents);
  // The money of a fresh charge is pending on both sides, and can be used with the charge.
  parts.balances.book(PLATFORM, -amountCents, charge?.availableAtMs);
  parts.balances.book(account.id, amountCents, charge?.availableAtMs);
  const facts = { orderId, chargeId: charge?.id ?? null, accountId: account.id, amountCents, metadata };
  const made = transfers.add([orderId, account.id], { kind: "transfer", ...facts, reversedCents: 0 });
  parts.transferCreated(made);
  return made;
}

function checkOpen(account: Account): void {
  if (isGone(account)) throw refuse("account_closed", `${account.id} is closed`);
}

function takeOf(charge: Charge, amountCents: number): void {
  if (amountCents > charge.amountCents - charge.transferredCents)
    throw refuse("parameter_invalid", `${charge.id} does not hold ${amountCents} cents`);
  charge.transferredCents += amountCents;
}

function checkFunds({ balances, transferLacksFunds }: Parts, orderId: string, amountCents: number): void {
  if (amountCents <= balances.availableCents(PLATFORM)) return;
  transferLacksFunds(orderId, amountCents);
  throw refuse("balance_insufficient", `the platform has less than ${amountCents} cents`);
}

/** Takes back a transfer, or a part of it, from the balance of the account. */
function reverse(
  { checkout, balances, emit }: Parts,
  reversals: MoveList<Reversal>,
  transferred: Transfer,
  account: Account,
  { amountCents, metadata }: Given,
): Reversal {
  const leftCents = transferred.amountCents - transferred.reversedCents;
  if (leftCents === 0) throw refuse("state_forbids", `${transferred.id} is reversed`);
  if (amountCents < 1 || amountCents > leftCents)
    throw refuse("parameter_invalid", `${transferred.id} has ${leftCents} cents`);
  checkOpen(account);
  if (amountCents > balances.availableCents(account.id))
    throw refuse("balance_insufficient", `${account.id} has less`);
  transferred.reversedCents += amountCents;
  balances.book(account.id, -amountCents);
  balances.book(PLATFORM, amountCents);
  const charge = checkout.charge(transferred.chargeId ?? "");
  if (charge) charge.transferredCents -= amountCents;
  const made = reversals.add([transferred.id], {
    kind: "reversal",
    transferId: transferred.id,
    amountCents,
    metadata,
  });
  emit("transfer.reversed", transferred.id);
  return made;
}

function payOut(
  { balances, met, payoutCreated }: Parts,
  payouts: MoveList<Payout>,
  account: Account,
  { amountCents, metadata }: Given,
): Payout {
  if (amountCents < 1) throw refuse("parameter_invalid", `${amountCents} cents`);
  if (account.standing !== "active") throw refuse("payouts_not_allowed", `${account.id} is restricted`);
  if (amountCents > balances.availableCents(account.id)) {
    if (amountCents <= balances.totalCents(account.id)) met("a payout is refused until funds settle");
    throw refuse("balance_insufficient", `${account.id} has less`);
  }
  balances.book(account.id, -amountCents);
  const accountId = account.id;
  const made = payouts.add([accountId], {
    kind: "payout",
    accountId,
    amountCents,
    metadata,
    status: "pending",
  });
  payoutCreated(made.id);
  return made;
}
