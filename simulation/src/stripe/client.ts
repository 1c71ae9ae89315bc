import Stripe from "stripe";
import type { Boundary, Process, Processes } from "../engine/processes.ts";
import type { Random } from "../engine/random.ts";
import type { Faults } from "../faults.ts";
import type { Dispute } from "./disputes.ts";
import type { Provider, ProviderEvent } from "./provider.ts";

/** Stripe keeps the answer under an idempotency key for a day. */
const KEY_LASTS_MS = 24 * 60 * 60_000;

/** Events of accounts cannot be asked for from a moment on; who asks does so more often than this. */
const RECENT_MS = 2 * 24 * 60 * 60_000;

interface Remembered {
  readonly atMs: number;
  readonly answer: { readonly value: unknown } | { readonly error: unknown };
}
export type RememberedAnswers = Map<string, Remembered>;

/** What clients of all processes share. */
export interface StripeParts {
  readonly provider: Provider;
  readonly answers: RememberedAnswers;
  readonly processes: Processes;
  readonly random: Random;
  readonly faults: () => Faults;
  readonly now: () => number;
}

const { StripeAPIError, StripeConnectionError, StripeInvalidRequestError, StripeRateLimitError } =
  Stripe.errors;

/** What happens before Stripe does anything. */
const refusals = [
  () => new StripeConnectionError({ type: "api_error", message: "Stripe cannot be reached" }),
  () =>
    new StripeRateLimitError({
      type: "invalid_request_error",
      message: "too many requests",
      statusCode: 429,
    }),
  () =>
    new StripeInvalidRequestError({
      type: "invalid_request_error",
      message: "a request with this key is in progress",
      statusCode: 409,
    }),
  () => new StripeAPIError({ type: "api_error", message: "Stripe failed", statusCode: 500 }),
] as const;

const missing = (id: string) =>
  new StripeInvalidRequestError({ type: "invalid_request_error", message: `no ${id}`, statusCode: 404 });

/** A session has one payment intent, and payments asks for either by the other. */
const intentOf = (sessionId: string) => `pi_${sessionId}`;
const sessionOf = (intentId: string) => intentId.slice("pi_".length);

interface Request {
  readonly idempotencyKey?: string;
  readonly stripeAccount?: string;
}

/**
 * A process's Stripe client: the calls that payments makes, with the faults that such calls have. An answer of Stripe's
 * own failing is remembered under its key as faithfully as a success.
 */
export function createStripeClient(parts: StripeParts, process: Process): Stripe {
  const { provider, answers, processes, random, faults, now } = parts;

  const pass = async (boundary: Boundary) => {
    const wait = processes.pass(process, boundary);
    if (wait) await wait;
  };

  async function call<T>(work: () => T, key?: string): Promise<T> {
    await pass("before Stripe's work");
    if (random.chance(faults().stripeRefusesToWork)) throw random.pick(refusals)();
    const isLost = random.chance(faults().stripeAnswerLost);
    const remembersFailure = isLost && random.chance(0.3);
    try {
      const value = key === undefined ? work() : once(key, work, remembersFailure);
      await pass("after Stripe's work");
      if (isLost) throw new StripeConnectionError({ type: "api_error", message: "no answer in time" });
      return value;
    } catch (error) {
      await pass("after Stripe's work");
      throw error;
    }
  }

  function once<T>(key: string, work: () => T, remembersFailure: boolean): T {
    const known = answers.get(key);
    if (known && now() - known.atMs < KEY_LASTS_MS) {
      if ("error" in known.answer) throw known.answer.error;
      // The same key comes with the same call.
      return known.answer.value as T;
    }
    const remember = (answer: Remembered["answer"]) => void answers.set(key, { atMs: now(), answer });
    try {
      const value = work();
      const failed = {
        error: new StripeAPIError({ type: "api_error", message: "failed after the work", statusCode: 500 }),
      };
      remember(remembersFailure ? failed : { value });
      if (remembersFailure) throw failed.error;
      return value;
    } catch (error) {
      remember({ error });
      throw error;
    }
  }

  function list<T>(items: () => Iterable<T>): AsyncIterable<T> {
    return {
      async *[Symbol.asyncIterator]() {
        yield* await call(() => [...items()]);
      },
    };
  }

  const showSession = (session: ReturnType<Provider["session"]>) => ({
    id: session.id,
    status: session.status,
    url: session.status === "open" ? `https://checkout.example/${session.id}` : null,
    expires_at: Math.floor(session.expiresAtMs / 1_000),
    client_reference_id: session.orderId,
    payment_status: session.chargeId === null ? "unpaid" : "paid",
    payment_intent:
      session.chargeId === null ? null : { latest_charge: showCharge(provider.charge(session.chargeId)) },
  });
  const showCharge = ({
    id,
    sessionId,
    amountCents,
    feeKnown,
    feeCents,
  }: ReturnType<Provider["charge"]>) => ({
    id,
    payment_intent: intentOf(sessionId),
    currency: "eur",
    amount_captured: amountCents,
    balance_transaction: feeKnown ? { id: `txn_${id}`, fee: feeCents } : null,
  });
  const showMoved = (moved: ReturnType<Provider["refund"]>) => ({
    id: moved.id,
    status: moved.status,
    amount: moved.amountCents,
    amount_reversed: moved.reversedCents,
    reversed: moved.reversedCents === moved.amountCents,
    metadata: { movement: moved.movement, ...(moved.withdrawalId && { withdrawal: moved.withdrawalId }) },
  });
  const showDispute = (dispute: Dispute) => ({
    id: dispute.id,
    charge: dispute.chargeId,
    payment_intent: intentOf(provider.charge(dispute.chargeId).sessionId),
    amount: dispute.amountCents,
    status: dispute.status,
    evidence_details: { due_by: Math.floor(dispute.answerByMs / 1_000) },
    balance_transactions: dispute.balanceTransactions.map(({ id, amountCents, feeCents }) => ({
      id,
      amount: amountCents,
      fee: feeCents,
    })),
  });
  function disputeOf(id: string): Dispute {
    const dispute = provider.disputes.find(id);
    if (!dispute) throw missing(id);
    return dispute;
  }
  function movedOf(id: string) {
    const moved = provider.moved(id);
    if (!moved) throw missing(id);
    return moved;
  }
  const showAccount = ({ id, isActive }: ReturnType<Provider["account"]>) => ({
    id,
    closed: false,
    requirements: {
      entries: isActive
        ? []
        : [
            {
              awaiting_action_from: "user",
              description: "identity",
              requested_reasons: [{ code: "routine_onboarding" }],
            },
          ],
    },
    configuration: {
      recipient: {
        capabilities: {
          stripe_balance: { stripe_transfers: { status: isActive ? "active" : "restricted" } },
        },
      },
    },
  });

  type Metadata = { readonly metadata: { readonly movement: string; readonly withdrawal: string } };
  const client = {
    checkout: {
      sessions: {
        create: (
          given: {
            client_reference_id: string;
            expires_at: number;
            line_items: [{ price_data: { unit_amount: number } }];
          },
          { idempotencyKey }: Request,
        ) =>
          call(() => {
            const amountCents = given.line_items[0].price_data.unit_amount;
            return showSession(
              provider.createSession(given.client_reference_id, amountCents, given.expires_at * 1_000),
            );
          }, idempotencyKey),
        retrieve: (id: string) => call(() => showSession(provider.session(id))),
        list: ({ payment_intent }: { payment_intent: string }) =>
          list(() => [showSession(provider.session(sessionOf(payment_intent)))]),
        expire: (id: string, _given: object, { idempotencyKey }: Request) =>
          call(() => showSession(provider.expireSession(id)), idempotencyKey),
      },
    },
    charges: { retrieve: (id: string) => call(() => showCharge(provider.charge(id))) },
    refunds: {
      create: (given: Metadata & { charge: string; amount: number }, { idempotencyKey }: Request) =>
        call(
          () => showMoved(provider.refund(given.metadata.movement, given.charge, given.amount)),
          idempotencyKey,
        ),
      list: ({ charge }: { charge: string }) => list(() => provider.refundsOf(charge).map(showMoved)),
    },
    transfers: {
      create: (
        given: Metadata & { source_transaction: string; destination: string; amount: number },
        { idempotencyKey }: Request,
      ) =>
        call(
          () =>
            showMoved(
              provider.transfer(
                given.metadata.movement,
                given.source_transaction,
                given.destination,
                given.amount,
              ),
            ),
          idempotencyKey,
        ),
      list: ({ transfer_group }: { transfer_group: string }) =>
        list(() => provider.transfersOf(transfer_group).map(showMoved)),
      retrieve: (id: string) => call(() => showMoved(movedOf(id))),
      createReversal: (id: string, given: Metadata & { amount: number }, { idempotencyKey }: Request) =>
        call(() => showMoved(provider.reverse(given.metadata.movement, id, given.amount)), idempotencyKey),
      listReversals: (id: string) => list(() => provider.reversalsOf(id).map(showMoved)),
    },
    disputes: {
      retrieve: (id: string) => call(() => showDispute(disputeOf(id))),
      update: (id: string) =>
        call(() => {
          provider.disputes.answer(disputeOf(id));
          return showDispute(disputeOf(id));
        }),
    },
    payouts: {
      create: (given: Metadata & { amount: number }, { idempotencyKey, stripeAccount = "" }: Request) =>
        call(
          () =>
            showMoved(
              provider.payout(
                given.metadata.movement,
                given.metadata.withdrawal,
                stripeAccount,
                given.amount,
              ),
            ),
          idempotencyKey,
        ),
      list: (_given: object, { stripeAccount = "" }: Request) =>
        list(() => provider.payoutsOf(stripeAccount).map(showMoved)),
      retrieve: (id: string) => call(() => showMoved(movedOf(id))),
    },
    events: {
      list: ({ types, created }: { types: readonly string[]; created: { gte: number } }) =>
        list(() => eventsSince(created.gte * 1_000, types).map(snapshotEvent)),
    },
    v2: {
      core: {
        accounts: {
          create: (given: { metadata: { account: string } }, { idempotencyKey }: Request) =>
            call(() => showAccount(provider.createAccount(given.metadata.account)), idempotencyKey),
          retrieve: (id: string) => call(() => showAccount(provider.account(id))),
        },
        accountLinks: { create: () => call(() => ({ url: "https://onboarding.example" })) },
        events: {
          list: ({ types }: { types: readonly string[] }) =>
            list(() => eventsSince(now() - RECENT_MS, types).map(thinEvent)),
        },
      },
    },
  };

  const eventsSince = (sinceMs: number, types: readonly string[]) =>
    [...provider.eventsSince(sinceMs)].filter(({ type }) => types.includes(type));

  // Not the driver's class, and all of it that payments calls: what it calls beyond that fails loudly.
  return client as unknown as Stripe;
}

/** An event with a snapshot of its object, as v1 has them. */
export function snapshotEvent({ id, type, objectId, account, createdMs }: ProviderEvent) {
  const created = Math.floor(createdMs / 1_000);
  return { id, type, created, data: { object: { id: objectId } }, ...(account === null ? {} : { account }) };
}

/** A thin event, as v2 has them. */
export function thinEvent({ id, type, objectId, createdMs }: ProviderEvent) {
  return { id, type, created: new Date(createdMs).toISOString(), related_object: { id: objectId } };
}

export const isThin = ({ type }: ProviderEvent) => type.startsWith("v2.");
