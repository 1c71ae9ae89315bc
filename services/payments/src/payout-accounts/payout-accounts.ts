import type { Bus, Transaction } from "@vc/bus";
import { PayoutAccountChanged } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { eventually, type Worker } from "@vc/service";
import type Stripe from "stripe";
import { applyToWaitingMovements } from "../movements/apply-to-movement.ts";
import type { MovementStore } from "../movements/store.ts";
import type { People } from "../people/people.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import { decide, type PayoutAccount, type Reading, readAccount } from "./lifecycle.ts";
import type { PayoutAccountStore } from "./store.ts";

export type OnboardingResult =
  | { readonly kind: "link"; readonly url: string }
  /** Stripe is not reachable or will not do it now; nothing was lost, and asking again goes on from here. */
  | { readonly kind: "unavailable" };

const INCLUDED = ["configuration.recipient", "requirements"] as const;

/** A reading of Stripe that another one overtook may be the older one, so Stripe is read again; more often is a fault. */
const MAX_READS = 5;

/** Sellers' accounts at Stripe: made once, filled in on Stripe's own pages, and known here by reading them. */
export function createPayoutAccounts(deps: {
  bus: Bus;
  clock: Clock;
  stripe: Stripe;
  store: PayoutAccountStore;
  people: People;
  movements: MovementStore;
  executor: Worker;
  country: string;
  webUrl: string;
}) {
  const { bus, clock, stripe, store, people, movements, executor } = deps;

  /**
   * Writes what a reading of Stripe says.
   *
   * @param before the account as it was before Stripe was read
   * @returns the account as it stands; `null` when it was written since `before`: the reading may be the older one
   */
  async function keep(
    before: PayoutAccount,
    stripeAccountId: string,
    reading: Reading,
  ): Promise<PayoutAccount | null> {
    const decision = decide(before, { ...reading, stripeAccountId }, clock.now());
    if (decision.kind === "already") return before;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    const { after } = decision.change;
    const isNewState = after.state !== before.state;
    const written = { ...after, sequence: before.sequence + (isNewState ? 1 : 0) };
    const isKept = await bus.transaction(async (tx) => {
      if (await isOvertaken(before, tx)) return false;
      await store.replace(before, written, tx.session);
      if (isNewState) {
        tx.publish(PayoutAccountChanged, {
          aggregateId: before.id,
          sequence: written.sequence,
          data: { accountId: before.id, state: after.state },
          time: clock.now(),
        });
      }
      if (after.state === "active")
        await applyToWaitingMovements(movements, before.id, clock.now(), tx.session);
      return true;
    });
    if (!isKept) return null;
    executor.wake();
    return written;
  }

  async function isOvertaken(before: PayoutAccount, tx: Transaction): Promise<boolean> {
    const stored = await store.find(before.id, tx.session);
    return stored?.revision !== before.revision;
  }

  /** Makes the account at Stripe, or finds that it was made: the claim gives every retry the same key and parameters. */
  async function make(account: PayoutAccount): Promise<PayoutAccount | null> {
    const { attempt, contactEmail } = account.claim ?? { attempt: 1, contactEmail: null };
    const made = await stripe.v2.core.accounts.create(
      {
        ...(contactEmail === null ? {} : { contact_email: contactEmail }),
        dashboard: "express",
        defaults: {
          currency: "eur",
          responsibilities: { fees_collector: "application", losses_collector: "application" },
        },
        identity: { country: deps.country },
        configuration: {
          recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
        },
        include: [...INCLUDED],
        metadata: { account: account.id },
      },
      { idempotencyKey: `acct:${account.id}:${attempt}` },
    );
    return keep(account, made.id, readAccount(made));
  }

  async function sync(accountId: string): Promise<PayoutAccount | null> {
    for (let read = 1; read <= MAX_READS; read++) {
      const before = await store.find(accountId);
      if (before === null || before.stripeAccountId === null) return before;
      const account = await stripe.v2.core.accounts.retrieve(before.stripeAccountId, {
        include: [...INCLUDED],
      });
      const after = await keep(before, account.id, readAccount(account));
      if (after !== null) return after;
    }
    throw new Error(`payout account of ${accountId} keeps changing while it is read`);
  }

  return {
    /**
     * R5: the address of the hosted onboarding, for a first time or to complete what Stripe still wants. Makes the
     * seller's account at Stripe where there is none; however often and concurrently it is called, there is one.
     */
    async startOnboarding(accountId: string): Promise<OnboardingResult> {
      const email = (await eventually(() => people.find(accountId)))?.email ?? null;
      const begun = await store.begin(accountId, email);
      try {
        if (begun.stripeAccountId === null) await make(begun);
      } catch (error) {
        const failure = judgeFailure(error);
        if (failure.kind === "refused" && begun.claim !== null) {
          const claim = { attempt: begun.claim.attempt + 1, contactEmail: email };
          await bus.transaction(async (tx) => {
            if (!(await isOvertaken(begun, tx))) await store.replace(begun, { ...begun, claim }, tx.session);
          });
        }
        return { kind: "unavailable" };
      }
      const account = await store.find(accountId);
      if (account === null || account.stripeAccountId === null) return { kind: "unavailable" };
      try {
        const link = await stripe.v2.core.accountLinks.create({
          account: account.stripeAccountId,
          use_case: {
            type: "account_onboarding",
            account_onboarding: {
              refresh_url: `${deps.webUrl}/payout-account?expired=1`,
              return_url: `${deps.webUrl}/payout-account`,
            },
          },
        });
        return { kind: "link", url: link.url };
      } catch (error) {
        judgeFailure(error);
        return { kind: "unavailable" };
      }
    },

    /** Reads a seller's account at Stripe and writes what changed. @returns `null` when the seller has none */
    sync,

    async syncStripeAccount(stripeAccountId: string): Promise<void> {
      const account = await store.findByStripeAccount(stripeAccountId);
      if (account !== null) await sync(account.id);
    },
  };
}

export type PayoutAccounts = ReturnType<typeof createPayoutAccounts>;
