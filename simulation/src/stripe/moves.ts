import { Violation } from "../engine/violation.ts";
import type { Accounts } from "./accounts.ts";
import type { Checkout } from "./checkout.ts";
import type { Disputes } from "./disputes.ts";
import type {
  Account,
  AnyMove,
  Charge,
  Metadata,
  Payout,
  ProviderCore,
  Refund,
  Reversal,
  Transfer,
} from "./objects.ts";
import { found, refuse, refuseAccount } from "./refuse.ts";

interface Parts extends ProviderCore {
  readonly checkout: Checkout;
  readonly accounts: Accounts;
  readonly disputes: Disputes;
  readonly payoutCreated: (payoutId: string) => void;
  readonly raise: (violation: Violation) => void;
}

interface Given {
  readonly amountCents: number;
  readonly metadata: Metadata;
}

/** A move before it has an id. */
type New<Move extends AnyMove> = Omit<Move, "id">;

/** Refunds, transfers, reversals of transfers, and payouts. Lists are newest first, as Stripe gives them. */
export function createMoves(parts: Parts) {
  const { checkout, accounts } = parts;
  const refunds = createList<Refund>(parts);
  const transfers = createList<Transfer>(parts);
  const reversals = createList<Reversal>(parts);
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
    if (account === undefined) throw refuseAccount(id);
    return account;
  }

  return {
    transfer: (id: string): Transfer => found(transfers.find(id), id),
    refund: (id: string): Refund => found(refunds.find(id), id),
    refundsOf: (chargeId: string) => refunds.of(chargeId),
    transfersOf: (orderId: string) => transfers.of(orderId),
    reversalsOf: (transferId: string) => reversals.of(found(transfers.find(transferId), transferId).id),
    payoutsOf: (accountId: string) => payouts.of(ownAccount(accountId).id),

    payout(id: string, accountId: string): Payout {
      const payout = payouts.find(id);
      return found(payout?.accountId === ownAccount(accountId).id ? payout : undefined, id);
    },

    createRefund: (chargeId: string, given: Given) => refund(parts, refunds, chargeNamed(chargeId), given),

    createTransfer: (given: Given & { orderId: string; chargeId: string; accountId: string }) => {
      const charge = chargeNamed(given.chargeId);
      return transfer(transfers, charge, accountNamed(given.accountId), given);
    },

    createReversal(transferId: string, given: Given): Reversal {
      const reversed = found(transfers.find(transferId), transferId);
      return reverse(parts, reversals, reversed, accountNamed(reversed.accountId), given);
    },

    createPayout: (accountId: string, given: Given) => payOut(parts, payouts, ownAccount(accountId), given),

    /** The bank's word about a payout. A paid one can still come back. */
    settlePayout(id: string, status: "paid" | "failed"): void {
      const payout = payouts.find(id);
      if (!payout || payout.status === "failed" || payout.status === status) return;
      if (status === "failed") accountNamed(payout.accountId).balanceCents += payout.amountCents;
      payout.status = status;
      parts.emit(`payout.${status}`, id, payout.accountId);
    },
  };
}

/** Objects of one kind, by id and by what they belong to. */
interface MoveList<Move extends AnyMove> {
  add(owner: string, move: New<Move>): Move;
  find(id: string): Move | undefined;
  of(owner: string): readonly Move[];
}

function createList<Move extends AnyMove>({ newId, raise }: Parts): MoveList<Move> {
  const byId = new Map<string, Move>();
  const byOwner = new Map<string, Move[]>();
  const byMovement = new Map<string, Move>();

  return {
    find: (id) => byId.get(id),
    of: (owner) => byOwner.get(owner) ?? [],
    add(owner, given) {
      // `New` is the move without this id.
      const move = { ...given, id: newId(given.kind) } as Move;
      byId.set(move.id, move);
      byOwner.set(owner, [move, ...(byOwner.get(owner) ?? [])]);
      const movement = move.metadata.movement ?? "";
      const other = byMovement.get(movement);
      if (other) {
        const both = [other, move]
          .map(({ id, amountCents }) => `${id} of ${amountCents} cents`)
          .join(" and ");
        raise(new Violation("one Stripe object per movement", movement, both));
      }
      if (movement !== "") byMovement.set(movement, move);
      return move;
    },
  };
}

function refund(
  { disputes, emit }: Parts,
  refunds: MoveList<Refund>,
  charge: Charge,
  { amountCents, metadata }: Given,
): Refund {
  const taken = disputes.takenOf(charge.id);
  const leftCents = charge.amountCents - charge.refundedCents - taken.cents;
  const isRefunded = charge.refundedCents === charge.amountCents;
  if (taken.isHeld || (leftCents === 0 && !isRefunded))
    throw refuse("charge_disputed", `${charge.id} was charged back`);
  if (leftCents === 0) throw refuse("charge_already_refunded", `${charge.id} was refunded`);
  if (amountCents < 1 || amountCents > leftCents)
    throw refuse("parameter_invalid", `${charge.id} has ${leftCents} cents left`);
  charge.refundedCents += amountCents;
  const made = refunds.add(charge.id, { kind: "refund", chargeId: charge.id, amountCents, metadata });
  emit("refund.created", made.id);
  disputes.refunded(charge);
  return made;
}

function transfer(
  transfers: MoveList<Transfer>,
  charge: Charge,
  account: Account,
  { orderId, amountCents, metadata }: Given & { orderId: string },
): Transfer {
  if (amountCents < 1) throw refuse("parameter_invalid", `${amountCents} cents`);
  if (account.standing !== "active") throw refuse("transfers_not_allowed", `${account.id} is restricted`);
  if (amountCents > charge.amountCents - charge.transferredCents)
    throw refuse("parameter_invalid", `${charge.id} does not hold ${amountCents} cents`);
  charge.transferredCents += amountCents;
  account.balanceCents += amountCents;
  const facts = { orderId, chargeId: charge.id, accountId: account.id, amountCents, metadata };
  return transfers.add(orderId, { kind: "transfer", ...facts, reversedCents: 0 });
}

/** Takes back a transfer, or a part of it, from the balance of the account. */
function reverse(
  { checkout, emit }: Parts,
  reversals: MoveList<Reversal>,
  transferred: Transfer,
  account: Account,
  { amountCents, metadata }: Given,
): Reversal {
  const leftCents = transferred.amountCents - transferred.reversedCents;
  if (leftCents === 0) throw refuse("state_forbids", `${transferred.id} is reversed`);
  if (amountCents < 1 || amountCents > leftCents)
    throw refuse("parameter_invalid", `${transferred.id} has ${leftCents} cents`);
  if (amountCents > account.balanceCents) throw refuse("balance_insufficient", `${account.id} has less`);
  transferred.reversedCents += amountCents;
  account.balanceCents -= amountCents;
  const charge = checkout.charge(transferred.chargeId);
  if (charge) charge.transferredCents -= amountCents;
  const made = reversals.add(transferred.id, {
    kind: "reversal",
    transferId: transferred.id,
    amountCents,
    metadata,
  });
  emit("transfer.reversed", transferred.id);
  return made;
}

function payOut(
  { payoutCreated }: Parts,
  payouts: MoveList<Payout>,
  account: Account,
  { amountCents, metadata }: Given,
): Payout {
  if (amountCents < 1) throw refuse("parameter_invalid", `${amountCents} cents`);
  if (account.standing !== "active") throw refuse("payouts_not_allowed", `${account.id} is restricted`);
  if (amountCents > account.balanceCents) throw refuse("balance_insufficient", `${account.id} has less`);
  account.balanceCents -= amountCents;
  const accountId = account.id;
  const made = payouts.add(accountId, {
    kind: "payout",
    accountId,
    amountCents,
    metadata,
    status: "pending",
  });
  payoutCreated(made.id);
  return made;
}
