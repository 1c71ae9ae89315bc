import type Stripe from "stripe";

type Account = Stripe.V2.Core.Account;
type StripeBalance = NonNullable<
  NonNullable<NonNullable<Account["configuration"]>["recipient"]>["capabilities"]
>["stripe_balance"];

/** How far the owner of an account has come: nothing told yet, all well, or something that Stripe wants to see. */
export type AccountStanding = "onboarding" | "active" | "restricted";

export function standingOf(account: Account): AccountStanding {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  if (transfers?.status === "active") return "active";
  return account.requirements?.entries?.some(({ requested_reasons }) =>
    requested_reasons.some(({ code }) => code === "routine_verification"),
  )
    ? "restricted"
    : "onboarding";
}

export function isTransferCapable(account: Account): boolean {
  return account.closed !== true && standingOf(account) === "active";
}

/** The account in another standing: capabilities and requirements always say the same. */
export function withStanding(account: Account, standing: AccountStanding): Account {
  const requirements = requirementsOf(standing);
  if (account.configuration?.recipient === undefined) return { ...account, requirements };
  const recipient = { ...account.configuration.recipient, capabilities: capabilitiesOf(standing) };
  return { ...account, configuration: { ...account.configuration, recipient }, requirements };
}

function capabilitiesOf(standing: AccountStanding): { stripe_balance: NonNullable<StripeBalance> } {
  if (standing === "active") {
    const active = { status: "active", status_details: [] } as const;
    return {
      stripe_balance: {
        payouts: { ...active, status_details: [] },
        stripe_transfers: { ...active, status_details: [] },
      },
    };
  }
  const detail = { code: "requirements_past_due", resolution: "provide_info" } as const;
  return {
    stripe_balance: {
      payouts: { status: "restricted", status_details: [{ ...detail }] },
      stripe_transfers: { status: "restricted", status_details: [{ ...detail }] },
    },
  };
}

type Requirements = NonNullable<Account["requirements"]>;
type Entry = NonNullable<Requirements["entries"]>[number];

function requirementsOf(standing: AccountStanding): Requirements {
  if (standing === "active") return { entries: [] };
  const entries =
    standing === "onboarding"
      ? [
          entry("identity.individual.given_name", "routine_onboarding", "currently_due"),
          entry("identity.individual.surname", "routine_onboarding", "currently_due"),
          entry(
            "configuration.recipient.default_outbound_destination",
            "routine_onboarding",
            "currently_due",
          ),
        ]
      : [entry("identity.individual.documents.primary_verification", "routine_verification", "past_due")];
  const status = standing === "onboarding" ? "currently_due" : "past_due";
  return { entries, summary: { minimum_deadline: { status } } };
}

function entry(
  description: string,
  reason: "routine_onboarding" | "routine_verification",
  status: "currently_due" | "past_due",
): Entry {
  const deadline = { status };
  return {
    awaiting_action_from: "user",
    description,
    errors: [],
    impact: {
      restricts_capabilities: [
        { capability: "stripe_balance.stripe_transfers", configuration: "recipient", deadline },
        { capability: "stripe_balance.payouts", configuration: "recipient", deadline },
      ],
    },
    minimum_deadline: { status },
    requested_reasons: [{ code: reason }],
  };
}
