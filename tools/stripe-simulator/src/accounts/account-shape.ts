import type Stripe from "stripe";

type Account = Stripe.V2.Core.Account;
type StripeBalance = NonNullable<
  NonNullable<NonNullable<Account["configuration"]>["recipient"]>["capabilities"]
>["stripe_balance"];

/**
 * How far the owner of an account has come: nothing told yet; transfers allowed and payouts not yet; all well; all well
 * while something has to be told by a day; restricted until it is told; rejected for good.
 */
export type AccountStanding =
  | "onboarding"
  | "payouts_pending"
  | "active"
  | "information_due"
  | "restricted"
  | "rejected";

export function standingOf(account: Account): AccountStanding {
  const capabilities = account.configuration?.recipient?.capabilities?.stripe_balance;
  const entry = account.requirements?.entries?.[0];
  if (capabilities?.stripe_transfers?.status_details[0]?.code === "rejected_other") return "rejected";
  if (capabilities?.stripe_transfers?.status !== "active") {
    return entry?.requested_reasons.some(({ code }) => code === "routine_verification")
      ? "restricted"
      : "onboarding";
  }
  if (capabilities.payouts?.status !== "active") return "payouts_pending";
  return entry === undefined ? "active" : "information_due";
}

/** Whether an account is lost for good: its owner closed it, or Stripe rejected it. */
export function isGone({ object }: { object: Account }): boolean {
  return object.closed === true || standingOf(object) === "rejected";
}

export function isTransferCapable(account: Account): boolean {
  const standing = standingOf(account);
  return account.closed !== true && (standing === "payouts_pending" || isPayoutCapable(account));
}

export function isPayoutCapable(account: Account): boolean {
  const standing = standingOf(account);
  return account.closed !== true && (standing === "active" || standing === "information_due");
}

/** The account in another standing: capabilities and requirements always say the same. */
export function withStanding(account: Account, standing: AccountStanding): Account {
  const requirements = requirementsOf(standing);
  if (account.configuration?.recipient === undefined) return { ...account, requirements };
  const recipient = { ...account.configuration.recipient, capabilities: capabilitiesOf(standing) };
  return { ...account, configuration: { ...account.configuration, recipient }, requirements };
}

type Capability = NonNullable<NonNullable<StripeBalance>["stripe_transfers"]>;

const allowed = (): Capability => ({ status: "active", status_details: [] });
const withheld = (
  status: Capability["status"],
  code: Capability["status_details"][number]["code"],
  resolution: Capability["status_details"][number]["resolution"],
): Capability => ({ status, status_details: [{ code, resolution }] });

function capabilitiesOf(standing: AccountStanding): { stripe_balance: NonNullable<StripeBalance> } {
  const both = (capability: () => Capability) => ({
    stripe_balance: { payouts: capability(), stripe_transfers: capability() },
  });
  switch (standing) {
    case "active":
    case "information_due":
      return both(allowed);
    case "payouts_pending": {
      const payouts = withheld("pending", "determining_status", "no_resolution");
      return { stripe_balance: { payouts, stripe_transfers: allowed() } };
    }
    case "rejected":
      return both(() => withheld("restricted", "rejected_other", "contact_stripe"));
    default:
      return both(() => withheld("restricted", "requirements_past_due", "provide_info"));
  }
}

type Requirements = NonNullable<Account["requirements"]>;
type Entry = NonNullable<Requirements["entries"]>[number];

function requirementsOf(standing: AccountStanding): Requirements {
  const document = "identity.individual.documents.primary_verification";
  switch (standing) {
    case "onboarding":
      return {
        entries: [
          "identity.individual.given_name",
          "identity.individual.surname",
          "configuration.recipient.default_outbound_destination",
        ].map((description) => entry(description, "routine_onboarding", "currently_due")),
        summary: { minimum_deadline: { status: "currently_due" } },
      };
    case "information_due":
      return {
        entries: [entry(document, "routine_verification", "currently_due")],
        summary: { minimum_deadline: { status: "currently_due" } },
      };
    case "restricted":
      return {
        entries: [entry(document, "routine_verification", "past_due")],
        summary: { minimum_deadline: { status: "past_due" } },
      };
    default:
      return { entries: [] };
  }
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
