import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import type { Subject } from "./behaviour.ts";
import { aRecipient, CONFORMANCE_NAME } from "./steps.ts";

const POLL_MS = 5000;
const PATIENCE_MS = 3 * 60_000;

/** Refuses every key that is not a test key: the tests pay, refund and pay out. */
export function readTestKey(key: string | undefined): string {
  if (key === undefined || key === "") throw new Error("STRIPE_SANDBOX_KEY is missing: a test key of Stripe");
  if (!/^(sk|rk)_test_/.test(key))
    throw new Error("STRIPE_SANDBOX_KEY is no test key: it must begin with sk_test_");
  return key;
}

/**
 * A test account at Stripe.
 *
 * @param sellerId an account that has been through onboarding; without one, an account is made and filled in with
 *   Stripe's test data
 */
export function sandboxSubject(
  key: string,
  sellerId: string | undefined,
): Subject & { cleanUp(): Promise<void> } {
  const stripe = new Stripe(readTestKey(key), { maxNetworkRetries: 2 });
  let seller: Promise<string> | undefined;
  return {
    stripe,
    seller() {
      seller ??= sellerId === undefined ? makeSeller(stripe) : Promise.resolve(sellerId);
      return seller;
    },
    async eventually(what, read) {
      for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(POLL_MS)) {
        const found = await read();
        if (found !== undefined) return found;
      }
      return assert.fail(`did not come within ${PATIENCE_MS / 60_000} minutes: ${what}`);
    },
    control: () => Promise.reject(new Error("a test account has no control API")),
    passTime: () => Promise.reject(new Error("a test account has a clock of its own")),
    cleanUp: () => closeLeftovers(stripe),
  };
}

/** An account that the platform fills in for its owner, which Stripe allows where it collects the requirements itself. */
async function makeSeller(stripe: Stripe): Promise<string> {
  const { id } = await stripe.v2.core.accounts.create({
    ...aRecipient(),
    dashboard: "none",
    identity: {
      country: "fr",
      entity_type: "individual",
      individual: {
        given_name: "Jenny",
        surname: "Rosen",
        email: "seller@example.test",
        phone: "+33600000000",
        date_of_birth: { day: 1, month: 1, year: 1901 },
        address: { line1: "address_full_match", city: "Paris", postal_code: "75001", country: "fr" },
      },
      attestations: {
        terms_of_service: {
          account: { date: new Date().toISOString(), ip: "8.8.8.8", user_agent: "conformance" },
        },
      },
    },
  });
  await stripe.accounts.createExternalAccount(id, {
    external_account: {
      object: "bank_account",
      country: "FR",
      currency: "eur",
      account_number: "FR1420041010050500013M02606",
    },
  });
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(POLL_MS)) {
    const account = await stripe.v2.core.accounts.retrieve(id, { include: ["configuration.recipient"] });
    const balance = account.configuration?.recipient?.capabilities?.stripe_balance;
    if (balance?.stripe_transfers?.status === "active" && balance.payouts?.status === "active") return id;
  }
  throw new Error(
    `the account ${id} did not become active: onboard one by hand, and name it in STRIPE_SANDBOX_ACCOUNT`,
  );
}

/** Takes back what the tests transferred, and closes the accounts that they made, those of broken runs too. */
async function closeLeftovers(stripe: Stripe): Promise<void> {
  for await (const account of stripe.v2.core.accounts.list({ limit: 20 })) {
    if (account.display_name !== CONFORMANCE_NAME || account.closed === true) continue;
    for await (const transfer of stripe.transfers.list({ destination: account.id, limit: 100 })) {
      // What has been paid out by now cannot be taken back, and an account can be closed without it.
      if (!transfer.reversed) await stripe.transfers.createReversal(transfer.id).catch(() => {});
    }
    await stripe.v2.core.accounts.close(account.id, { applied_configurations: ["recipient"] });
  }
}
