import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { apply, type PayoutAccount, type Reading, readAccount, type Standing } from "./lifecycle.ts";

type Entry = NonNullable<NonNullable<Stripe.V2.Core.Account["requirements"]>["entries"]>[number];

function anEntry(
  reason: "routine_onboarding" | "routine_verification",
  from: "user" | "stripe" = "user",
): Entry {
  return {
    awaiting_action_from: from,
    description: "identity.individual.given_name",
    errors: [],
    impact: {},
    minimum_deadline: { status: "currently_due" },
    requested_reasons: [{ code: reason }],
  };
}

function anAccount(
  status: "active" | "pending" | "restricted",
  entries: Entry[] = [],
): Stripe.V2.Core.Account {
  return {
    id: "acct_1",
    object: "v2.core.account",
    applied_configurations: ["recipient"],
    configuration: {
      recipient: {
        applied: true,
        capabilities: { stripe_balance: { stripe_transfers: { status, status_details: [] } } },
      },
    },
    created: "2026-01-01T00:00:00Z",
    livemode: false,
    requirements: { entries },
  };
}

const before: PayoutAccount = {
  id: "account_1",
  state: "pending",
  stripeAccountId: "acct_1",
  requirements: [],
  claim: null,
  sequence: 1,
  revision: 2,
};

describe("a payout account", () => {
  it("R5: is read from what Stripe says it can do and what Stripe wants", () => {
    expect(readAccount(anAccount("active")).standing).toBe("active");
    expect(readAccount({ ...anAccount("active"), closed: true }).standing).toBe("withheld");
    expect(readAccount(anAccount("pending")).standing).toBe("onboarding");
    const onboarding = readAccount(
      anAccount("restricted", [anEntry("routine_onboarding"), anEntry("routine_onboarding")]),
    );
    expect(onboarding).toEqual({ standing: "onboarding", requirements: ["identity.individual.given_name"] });
    expect(readAccount(anAccount("restricted", [anEntry("routine_verification")])).standing).toBe("withheld");
    expect(readAccount(anAccount("active", [anEntry("routine_onboarding", "stripe")])).requirements).toEqual(
      [],
    );
  });

  it("R5: that was active and is no longer is restricted, and comes back", () => {
    const reading = (standing: Reading["standing"]): Reading => ({ standing, requirements: [] });
    const active = apply(before, "acct_1", reading("active"));
    expect(active?.state).toBe("active");
    const restricted = active && apply(active, "acct_1", reading("onboarding"));
    expect(restricted?.state).toBe("restricted");
    expect(restricted && apply(restricted, "acct_1", reading("active"))?.state).toBe("active");
  });

  /** By hand: the state that follows from what is read. */
  const reviewed: Record<PayoutAccount["state"], Record<Standing, PayoutAccount["state"]>> = {
    missing: { active: "active", onboarding: "pending", withheld: "restricted" },
    pending: { active: "active", onboarding: "pending", withheld: "restricted" },
    active: { active: "active", onboarding: "restricted", withheld: "restricted" },
    restricted: { active: "active", onboarding: "restricted", withheld: "restricted" },
  };

  it.each(Object.entries(reviewed))(
    "R5: follows every reading exactly as reviewed when it was %s",
    (state, row) => {
      for (const [standing, expected] of Object.entries(row)) {
        // The keys of `reviewed` are what its type says. An account that is new here is a change in any case.
        const account = { ...before, state: state as PayoutAccount["state"], stripeAccountId: null };
        const reading: Reading = { standing: standing as Standing, requirements: [] };
        expect(apply(account, "acct_1", reading)?.state, standing).toBe(expected);
      }
    },
  );

  it("does not change when it is read again", () => {
    expect(apply(before, "acct_1", { standing: "onboarding", requirements: [] })).toBeNull();
  });
});
