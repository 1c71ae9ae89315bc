import type Stripe from "stripe";
import { isGone } from "./accounts.ts";
import { PLATFORM } from "./balances.ts";
import type { Calls, Keyed } from "./calls.ts";
import type { Metadata } from "./objects.ts";
import {
  presentAccount,
  presentBalance,
  presentBalanceSettings,
  presentCharge,
  presentDispute,
  presentPayout,
  presentRefund,
  presentReversal,
  presentSession,
  presentSnapshotEvent,
  presentThinEvent,
  presentTransfer,
  sessionOf,
} from "./present.ts";
import type { Provider } from "./provider.ts";
import { found, refuse } from "./refuse.ts";

/** Events of accounts cannot be listed from a given time on; this is longer than the time between two polls. */
const RECENT_MS = 2 * 24 * 60 * 60_000;

interface Options {
  readonly idempotencyKey?: string;
  readonly stripeAccount?: string;
}

interface Move {
  readonly amount: number;
  readonly metadata: Metadata;
}

/**
 * A process's Stripe client with the calls that payments makes. A call that is not here fails loudly: add it, and to
 * `conformance.unit.test.ts`.
 */
export function createStripeClient(provider: Provider, calls: Calls, now: () => number): Stripe {
  const { accounts } = provider;
  const account = (id: string) => {
    const known = accounts.find(id);
    if (known === undefined) throw refuse("v2_not_found", `no account ${id}`);
    return known;
  };
  /** The account that a call is made for; Stripe refuses others before it looks at the call. */
  const inContextOf = (id: string) => {
    provider.moves.payoutsOf(id);
    return account(id);
  };
  const eventsSince = (sinceMs: number, types: readonly string[]) =>
    [...provider.eventsSince(sinceMs)].filter(({ type }) => types.includes(type));
  const client = {
    checkout: { sessions: sessionCalls(provider, calls) },
    ...moveCalls(provider, calls),
    charges: {
      retrieve: (id: string) => calls.call(() => presentCharge(found(provider.checkout.charge(id), id))),
    },
    disputes: disputeCalls(provider, calls),
    balance: {
      retrieve: (_given: object, { stripeAccount }: Options = {}) =>
        calls.call(() =>
          presentBalance(stripeAccount === undefined ? PLATFORM : inContextOf(stripeAccount).id, provider),
        ),
    },
    // Accounts are paid out only when asked for, as the simulator's are by default.
    balanceSettings: {
      retrieve: (_given: object, { stripeAccount = "" }: Options) =>
        calls.call(() => presentBalanceSettings(inContextOf(stripeAccount))),
      update: (_given: object, { stripeAccount = "" }: Options) =>
        calls.call(() => presentBalanceSettings(inContextOf(stripeAccount))),
    },
    events: {
      list: (
        { types, created }: { types: readonly string[]; created: { gte: number } },
        { stripeAccount = null }: { stripeAccount?: string | null } = {},
      ) =>
        calls.list(() => {
          const context = stripeAccount && inContextOf(stripeAccount).id;
          return eventsSince(created.gte * 1_000, types)
            .filter((event) => event.account === context)
            .map(presentSnapshotEvent);
        }),
    },
    v2: {
      core: {
        accounts: {
          create: (given: { metadata: { account: string } }, options: Options) =>
            calls.call(
              () => presentAccount(accounts.create(given.metadata.account)),
              keyed("account", given, options),
            ),
          retrieve: (id: string) => calls.call(() => presentAccount(account(id))),
        },
        accountLinks: {
          create: (given: { account: string }) =>
            calls.call(() => {
              if (isGone(account(given.account)))
                throw refuse("account_closed", `${given.account} is closed`);
              return { url: "https://onboarding.example" };
            }),
        },
        events: {
          list: ({ types }: { types: readonly string[] }) =>
            calls.list(() => eventsSince(now() - RECENT_MS, types).map(presentThinEvent)),
        },
      },
    },
  };
  // Not the driver's class, and all of it that payments calls: other calls fail loudly.
  return client as unknown as Stripe;
}

/** What an idempotency key stands for: the endpoint and the parameters. */
function keyed(
  endpoint: string,
  given: object,
  { idempotencyKey, stripeAccount }: Options,
): Keyed | undefined {
  if (idempotencyKey === undefined) return undefined;
  // Stripe keeps keys for each account.
  const key = stripeAccount === undefined ? idempotencyKey : `${stripeAccount} ${idempotencyKey}`;
  return { key, request: `${endpoint} ${JSON.stringify(given)}` };
}

function sessionCalls(provider: Provider, { call, list }: Calls) {
  const { checkout } = provider;
  interface New {
    client_reference_id: string;
    expires_at: number;
    line_items: [{ price_data: { unit_amount: number } }];
  }
  return {
    create: (given: New, options: Options) =>
      call(
        () => {
          const amountCents = given.line_items[0].price_data.unit_amount;
          const { client_reference_id: orderId, expires_at: expiresAt } = given;
          return presentSession(checkout.createSession(orderId, amountCents, expiresAt * 1_000), provider);
        },
        keyed("session", given, options),
      ),
    retrieve: (id: string) => call(() => presentSession(checkout.session(id), provider)),
    list: ({ payment_intent }: { payment_intent: string }) =>
      list(() => [presentSession(checkout.session(sessionOf(payment_intent)), provider)]),
    expire: (id: string, given: object, options: Options) =>
      call(() => presentSession(checkout.expireSession(id), provider), keyed(`expire ${id}`, given, options)),
  };
}

function moveCalls(provider: Provider, { call, list }: Calls) {
  const { moves, refunds } = provider;
  type NewTransfer = Move & { source_transaction?: string; destination: string; transfer_group: string };
  const given = ({ amount, metadata }: Move) => ({ amountCents: amount, metadata });
  return {
    refunds: {
      create: (wanted: Move & { charge: string }, options: Options) =>
        call(
          () => presentRefund(refunds.create(wanted.charge, given(wanted)), provider),
          keyed("refund", wanted, options),
        ),
      retrieve: (id: string) => call(() => presentRefund(refunds.refund(id), provider)),
      list: ({ charge }: { charge: string }) =>
        list(() => refunds.refundsOf(charge).map((refund) => presentRefund(refund, provider))),
    },
    transfers: {
      create: (wanted: NewTransfer, options: Options) => {
        const {
          transfer_group: orderId,
          source_transaction: chargeId = null,
          destination: accountId,
        } = wanted;
        const work = () =>
          presentTransfer(moves.createTransfer({ ...given(wanted), orderId, chargeId, accountId }));
        return call(work, keyed("transfer", wanted, options));
      },
      list: ({ transfer_group = "", destination }: { transfer_group?: string; destination?: string }) =>
        list(() =>
          (destination === undefined
            ? moves.transfersOf(transfer_group)
            : moves.transfersTo(destination)
          ).map(presentTransfer),
        ),
      retrieve: (id: string) => call(() => presentTransfer(moves.transfer(id))),
      createReversal: (id: string, wanted: Move, options: Options) =>
        call(
          () => presentReversal(moves.createReversal(id, given(wanted))),
          keyed(`reversal of ${id}`, wanted, options),
        ),
      listReversals: (id: string) => list(() => moves.reversalsOf(id).map(presentReversal)),
    },
    payouts: {
      create: (wanted: Move, options: Options) => {
        const accountId = options.stripeAccount ?? "";
        const known = keyed("payout", wanted, options);
        const admit = () => void moves.payoutsOf(accountId);
        return call(
          () => presentPayout(moves.createPayout(accountId, given(wanted))),
          known && { ...known, admit },
        );
      },
      list: (_given: object, { stripeAccount = "" }: Options) =>
        list(() => moves.payoutsOf(stripeAccount).map(presentPayout)),
      retrieve: (id: string, _given: object, { stripeAccount = "" }: Options) =>
        call(() => presentPayout(moves.payout(id, stripeAccount))),
    },
  };
}

function disputeCalls(provider: Provider, { call, list }: Calls) {
  const { disputes } = provider;
  return {
    retrieve: (id: string) => call(() => presentDispute(found(disputes.find(id), id), provider)),
    list: ({ charge }: { charge: string }) =>
      list(() => disputes.of(charge).map((dispute) => presentDispute(dispute, provider))),
    update: (id: string, { evidence, metadata, submit }: Stripe.DisputeUpdateParams) =>
      call(() => {
        const dispute = found(disputes.find(id), id);
        Object.assign(dispute.evidence, evidence);
        Object.assign(dispute.metadata, metadata);
        if (submit !== false && !disputes.answer(dispute))
          throw refuse("state_forbids", `${id} is ${dispute.status}`);
        return presentDispute(dispute, provider);
      }),
  };
}
