import Stripe from "stripe";
import { Violation } from "../engine/violation.ts";
import { createDisputes } from "./disputes.ts";

/** The objects of the payment provider, with no more than what payments reads of them. */
export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly sessionId: string;
  readonly amountCents: number;
  refundedCents: number;
  transferredCents: number;
  /** Worked out some time after the payment. */
  feeKnown: boolean;
  readonly feeCents: number;
}

interface Session {
  readonly id: string;
  readonly orderId: string;
  readonly amountCents: number;
  readonly expiresAtMs: number;
  status: "open" | "complete" | "expired";
  chargeId: string | null;
}

/** A refund, transfer, reversal of a transfer, or payout. */
interface Moved {
  readonly id: string;
  readonly kind: "refund" | "transfer" | "reversal" | "payout";
  readonly movement: string;
  readonly chargeId: string | null;
  readonly accountId: string | null;
  readonly withdrawalId: string | null;
  readonly amountCents: number;
  readonly createdMs: number;
  /** Of a transfer: what of it was reversed. */
  reversedCents: number;
  status: "pending" | "paid" | "failed" | "succeeded";
}

interface Account {
  readonly id: string;
  readonly sellerId: string;
  isActive: boolean;
  balanceCents: number;
}

export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  /** The connected account in which it happened. */
  readonly account: string | null;
  readonly createdMs: number;
}

/** What Stripe keeps of a European card payment. */
const feeOf = (amountCents: number) => Math.round(amountCents * 0.015) + 25;

const refuse = (code: string, message: string) =>
  new Stripe.errors.StripeInvalidRequestError({
    type: "invalid_request_error",
    code,
    message,
    statusCode: 400,
  });

/**
 * The payment provider: what really happened to the money. It knows nothing of the platform's ledger, so the two can
 * be held against each other. Its refusals are those that payments has to understand.
 */
export function createProvider(options: {
  now: () => number;
  /** Tells the platform, some time. */
  tell: (event: ProviderEvent) => void;
  /** The bank will say something of a payout, some time. */
  paidOut: (payoutId: string) => void;
  raise: (violation: Violation) => void;
}) {
  const { now, tell, paidOut, raise } = options;
  const sessions = new Map<string, Session>();
  const charges = new Map<string, Charge>();
  const chargesOf = new Map<string, Charge[]>();
  const moved = new Map<string, Moved>();
  const movedFor = new Map<string, Moved[]>();
  /** By what the money came from: a charge, for payouts an account, for reversals a transfer. */
  const movedOf = new Map<string, Moved[]>();
  const accounts = new Map<string, Account>();
  const events: ProviderEvent[] = [];
  let made = 0;

  const newId = (prefix: string) => `${prefix}_${++made}`;

  function emit(type: string, objectId: string, account: string | null = null): void {
    const event = { id: newId("evt"), type, objectId, account, createdMs: now() };
    events.push(event);
    tell(event);
  }

  function sessionOf(id: string): Session {
    const session = sessions.get(id);
    if (!session) throw refuse("resource_missing", `no session ${id}`);
    if (session.status === "open" && now() >= session.expiresAtMs) session.status = "expired";
    return session;
  }

  function chargeOf(id: string): Charge {
    const charge = charges.get(id);
    if (!charge) throw refuse("resource_missing", `no charge ${id}`);
    return charge;
  }

  function accountOf(id: string): Account {
    const account = accounts.get(id);
    if (!account) throw refuse("account_invalid", `no account ${id}`);
    return account;
  }

  function keep(object: Omit<Moved, "id" | "createdMs" | "reversedCents">, from: string): Moved {
    const kept: Moved = { ...object, id: newId(object.kind), createdMs: now(), reversedCents: 0 };
    const others = movedFor.get(kept.movement) ?? [];
    moved.set(kept.id, kept);
    movedFor.set(kept.movement, [...others, kept]);
    movedOf.set(from, [...(movedOf.get(from) ?? []), kept]);
    if (others.length > 0) {
      const both = [...others, kept]
        .map(({ id, amountCents }) => `${id} of ${amountCents} cents`)
        .join(" and ");
      raise(new Violation("one Stripe object per movement", kept.movement, both));
    }
    return kept;
  }

  const disputes = createDisputes({ now, newId, emit, chargeOf });
  const sumOf = (items: readonly Moved[], cents: (item: Moved) => number) =>
    items.reduce((sum, item) => sum + cents(item), 0);
  const transfersOf = (orderId: string) =>
    (chargesOf.get(orderId) ?? []).flatMap(({ id }) =>
      (movedOf.get(id) ?? []).filter(({ kind }) => kind === "transfer"),
    );

  return {
    disputes,
    createSession(orderId: string, amountCents: number, expiresAtMs: number): Session {
      if (expiresAtMs < now() + 30 * 60_000) throw refuse("invalid_expires_at", "less than 30 minutes away");
      const session: Session = {
        id: newId("cs"),
        orderId,
        amountCents,
        expiresAtMs,
        status: "open",
        chargeId: null,
      };
      sessions.set(session.id, session);
      return session;
    },
    session: sessionOf,
    expireSession(id: string): Session {
      const session = sessionOf(id);
      if (session.status !== "open") throw refuse("session_not_open", `${id} is ${session.status}`);
      session.status = "expired";
      return session;
    },
    /** What the buyer does on the hosted page. @returns whether the payment went through */
    pay(sessionId: string, isFeeKnown: boolean): boolean {
      const session = sessionOf(sessionId);
      if (session.status !== "open") return false;
      const { orderId, amountCents } = session;
      const charge: Charge = {
        id: newId("ch"),
        orderId,
        sessionId,
        amountCents,
        refundedCents: 0,
        transferredCents: 0,
        feeKnown: isFeeKnown,
        feeCents: feeOf(amountCents),
      };
      charges.set(charge.id, charge);
      chargesOf.set(orderId, [...(chargesOf.get(orderId) ?? []), charge]);
      session.status = "complete";
      session.chargeId = charge.id;
      emit("checkout.session.completed", sessionId);
      return true;
    },
    settleFee(sessionId: string): void {
      const { chargeId } = sessionOf(sessionId);
      if (chargeId === null) return;
      chargeOf(chargeId).feeKnown = true;
      emit("charge.updated", chargeId);
    },
    charge: chargeOf,
    refund(movement: string, chargeId: string, amountCents: number): Moved {
      const charge = chargeOf(chargeId);
      const taken = disputes.takenOf(chargeId);
      if (taken.isHeld) throw refuse("charge_disputed", `${chargeId} was charged back`);
      if (charge.refundedCents + taken.cents + amountCents > charge.amountCents) {
        throw refuse("charge_already_refunded", `${chargeId} has no ${amountCents} cents left`);
      }
      charge.refundedCents += amountCents;
      const facts = { movement, chargeId, accountId: null, withdrawalId: null, amountCents } as const;
      return keep({ kind: "refund", ...facts, status: "succeeded" }, chargeId);
    },
    transfer(movement: string, chargeId: string, accountId: string, amountCents: number): Moved {
      const [charge, account] = [chargeOf(chargeId), accountOf(accountId)];
      if (!account.isActive)
        throw refuse("insufficient_capabilities_for_transfer", `${accountId} is restricted`);
      if (charge.transferredCents + amountCents > charge.amountCents) {
        throw refuse("balance_insufficient", `${chargeId} does not hold ${amountCents} cents`);
      }
      charge.transferredCents += amountCents;
      account.balanceCents += amountCents;
      const facts = { movement, chargeId, accountId, withdrawalId: null, amountCents } as const;
      return keep({ kind: "transfer", ...facts, status: "succeeded" }, chargeId);
    },
    /** Takes back a transfer, or a part of it, from what the account still has. */
    reverse(movement: string, transferId: string, amountCents: number): Moved {
      const transfer = moved.get(transferId);
      if (!transfer?.accountId || !transfer.chargeId) throw refuse("resource_missing", `no ${transferId}`);
      const { accountId, chargeId } = transfer;
      const account = accountOf(accountId);
      if (transfer.reversedCents + amountCents > transfer.amountCents) {
        throw refuse("balance_insufficient", `${transferId} has less`);
      }
      if (amountCents > account.balanceCents) throw refuse("balance_insufficient", `${accountId} has less`);
      transfer.reversedCents += amountCents;
      account.balanceCents -= amountCents;
      emit("transfer.reversed", transferId);
      const facts = { movement, chargeId, accountId, withdrawalId: null, amountCents } as const;
      return keep({ kind: "reversal", ...facts, status: "succeeded" }, transferId);
    },
    payout(movement: string, withdrawalId: string, accountId: string, amountCents: number): Moved {
      const account = accountOf(accountId);
      if (!account.isActive) throw refuse("payouts_not_allowed", `${accountId} is restricted`);
      if (amountCents > account.balanceCents) throw refuse("balance_insufficient", `${accountId} has less`);
      account.balanceCents -= amountCents;
      const facts = { movement, chargeId: null, accountId, withdrawalId, amountCents } as const;
      const payout = keep({ kind: "payout", ...facts, status: "pending" }, accountId);
      paidOut(payout.id);
      return payout;
    },
    /** What the bank says of a payout. One that was paid can still come back. */
    settlePayout(id: string, status: "paid" | "failed"): void {
      const payout = moved.get(id);
      if (!payout || payout.status === "failed" || payout.status === status || payout.accountId === null)
        return;
      if (status === "failed") accountOf(payout.accountId).balanceCents += payout.amountCents;
      payout.status = status;
      emit(`payout.${status}`, id, payout.accountId);
    },
    moved: (id: string) => moved.get(id),
    refundsOf: (chargeId: string) => (movedOf.get(chargeId) ?? []).filter(({ kind }) => kind === "refund"),
    transfersOf,
    reversalsOf: (transferId: string): readonly Moved[] => movedOf.get(transferId) ?? [],
    payoutsOf: (accountId: string): readonly Moved[] => movedOf.get(accountId) ?? [],
    createAccount(sellerId: string): Account {
      const account = { id: newId("acct"), sellerId, isActive: false, balanceCents: 0 };
      accounts.set(account.id, account);
      return account;
    },
    account: accountOf,
    accounts: () => [...accounts.values()],
    setActive(accountId: string, isActive: boolean): void {
      const account = accountOf(accountId);
      if (account.isActive === isActive) return;
      account.isActive = isActive;
      emit("v2.core.account[configuration.recipient].capability_status_updated", accountId);
    },
    /** Newest first, down to a moment. */
    *eventsSince(sinceMs: number): Generator<ProviderEvent> {
      for (let index = events.length - 1; index >= 0; index--) {
        const event = events[index];
        if (event === undefined || event.createdMs < sinceMs) return;
        yield event;
      }
    },
    /** What the platform was left with of an order, in cents, fees apart. */
    keptOf(orderId: string): number {
      const reversedCents = sumOf(transfersOf(orderId), (transfer) => transfer.reversedCents);
      return (chargesOf.get(orderId) ?? []).reduce(
        (sum, { id, amountCents, refundedCents, transferredCents }) =>
          sum + amountCents - refundedCents - transferredCents - disputes.takenOf(id).cents,
        reversedCents,
      );
    },
  };
}

export type Provider = ReturnType<typeof createProvider>;
