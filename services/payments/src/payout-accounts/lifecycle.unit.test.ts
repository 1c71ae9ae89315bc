import { PAYOUT_ACCOUNT_STATES } from "@vc/contracts";
import { tryEverything } from "@vc/lifecycle/testing";
import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import {
  decide,
  lifecycle,
  type PayoutAccount,
  type Reading,
  readAccount,
  type Standing,
} from "./lifecycle.ts";

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
  payouts = status,
): Stripe.V2.Core.Account {
  return {
    id: "acct_1",
    object: "v2.core.account",
    applied_configurations: ["recipient"],
    configuration: {
      recipient: {
        applied: true,
        capabilities: {
          stripe_balance: {
            stripe_transfers: { status, status_details: [] },
            payouts: { status: payouts, status_details: [] },
          },
        },
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
  formerStripeIds: [],
  requirements: [],
  claim: null,
  remindedOf: null,
  sequence: 1,
  revision: 2,
};

const now = new Date("2026-03-01T10:00:00Z");

/** The account after a reading; `null` when that is no change. */
function read(account: PayoutAccount, reading: Reading): PayoutAccount | null {
  const decision = decide(account, { ...reading, stripeAccountId: "acct_1" }, now);
  return decision.kind === "moved" ? decision.change.after : null;
}

describe("a payout account", () => {
  it("R5: is read from what Stripe says it can do and what Stripe wants", () => {
    expect(readAccount(anAccount("active")).standing).toBe("active");
    expect(readAccount({ ...anAccount("active"), closed: true }).standing).toBe("withheld");
    expect(readAccount(anAccount("pending")).standing).toBe("onboarding");
    // Stripe allows transfers first, and payouts when it has looked at the account.
    expect(readAccount(anAccount("active", [], "pending")).standing).toBe("onboarding");
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
    const active = read(before, reading("active"));
    expect(active?.state).toBe("active");
    const restricted = active && read(active, reading("onboarding"));
    expect(restricted?.state).toBe("restricted");
    expect(restricted && read(restricted, reading("active"))?.state).toBe("active");
  });

  /** By hand: the state that follows from what is read. */
  const reviewed: Record<PayoutAccount["state"], Record<Standing, PayoutAccount["state"]>> = {
    missing: { active: "active", onboarding: "pending", withheld: "restricted" },
    pending: { active: "active", onboarding: "pending", withheld: "restricted" },
    active: { active: "active", onboarding: "restricted", withheld: "restricted" },
    restricted: { active: "active", onboarding: "restricted", withheld: "restricted" },
  };

  it("R5: follows every reading exactly as reviewed, and keeps what was read", () => {
    const claim = { attempt: 1, contactEmail: null };
    const { matrix, untaken } = tryEverything({
      lifecycle,
      // An account that is new here is a change in any case.
      situations: Object.fromEntries(
        PAYOUT_ACCOUNT_STATES.map((state) => [state, { ...before, state, stripeAccountId: null, claim }]),
      ),
      inputs: {
        active: { standing: "active" },
        onboarding: { standing: "onboarding" },
        withheld: { standing: "withheld" },
      } satisfies { readonly [S in Standing]: { readonly standing: S } },
      decide: (account, { standing }) => {
        const decision = decide(account, { standing, requirements: ["a"], stripeAccountId: "acct_1" }, now);
        if (decision.kind !== "moved") throw new Error(decision.kind);
        const read = { stripeAccountId: "acct_1", requirements: ["a"], claim: null };
        expect(decision.change.after).toMatchObject(read);
        return decision;
      },
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("does not change when it is read again, and does when anything of it is different", () => {
    const same = { standing: "onboarding", requirements: [], stripeAccountId: "acct_1" } as const;
    expect(decide(before, same, now).kind).toBe("already");
    for (const different of [
      { standing: "active" },
      { requirements: ["a"] },
      { stripeAccountId: "acct_2" },
    ]) {
      expect(decide(before, { ...same, ...different } as typeof same, now).kind).toBe("moved");
    }
  });
});
