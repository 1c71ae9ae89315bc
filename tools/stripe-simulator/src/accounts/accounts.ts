import type Stripe from "stripe";
import { z } from "zod";
import { emitThinEvent } from "../events/emit-event.ts";
import { type Call, endpoint, isPlatform } from "../http/endpoint.ts";
import { params } from "../http/params.ts";
import { type Refusal, refuse } from "../http/refusals.ts";
import { mergedMetadata } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import type { Stored } from "../store/objects.ts";
import { newStripeId, unixSeconds, type World } from "../world.ts";
import { type AccountStanding, isGone, standingOf, withStanding } from "./account-shape.ts";

type Account = Stripe.V2.Core.Account;
type Create = Stripe.V2.Core.AccountCreateParams;
type Update = Stripe.V2.Core.AccountUpdateParams;

const textField = (max = 1000) => z.string().min(1).max(max).exactOptional();
const v2Metadata = () => z.record(z.string().max(40), z.string().max(500).nullable()).exactOptional();
const include = () =>
  z
    .array(
      z.enum([
        "configuration.customer",
        "configuration.merchant",
        "configuration.recipient",
        "defaults",
        "future_requirements",
        "identity",
        "requirements",
      ]),
    )
    .exactOptional();

// The simulator knows recipients only: sellers who are paid out, and never the merchant of record.
const recipient = z.strictObject({
  applied: z.literal(true).exactOptional(),
  capabilities: z
    .strictObject({
      stripe_balance: z
        .strictObject({ stripe_transfers: z.strictObject({ requested: z.boolean() }).exactOptional() })
        .exactOptional(),
    })
    .exactOptional(),
});
const configuration = z.strictObject({ recipient: recipient.exactOptional() }).exactOptional();

const responsibilities = params<NonNullable<NonNullable<Create["defaults"]>["responsibilities"]>>()({
  fees_collector: z.enum(["application", "application_custom", "application_express", "stripe"]),
  losses_collector: z.enum(["application", "stripe"]),
});
const defaults = params<NonNullable<Create["defaults"]>>()({
  currency: z.literal("eur").exactOptional(),
  locales: z.array(z.enum(["en", "en-GB", "en-US", "fr", "fr-FR"])).exactOptional(),
  profile: z
    .strictObject({
      business_url: textField(),
      doing_business_as: textField(),
      product_description: textField(),
    })
    .exactOptional(),
  responsibilities: responsibilities.exactOptional(),
});
const identity = params<NonNullable<Create["identity"]>>()({
  // stripe-node writes country codes in either case; Stripe answers in lower case.
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/)
    .exactOptional(),
  entity_type: z.enum(["company", "government_entity", "individual", "non_profit"]).exactOptional(),
  individual: z
    .strictObject({ given_name: textField(), surname: textField(), email: textField() })
    .exactOptional(),
});

/** What an account is created with, and what may be changed. */
const written = {
  configuration,
  contact_email: textField(800),
  contact_phone: textField(50),
  dashboard: z.enum(["express", "full", "none"]).exactOptional(),
  defaults: defaults.exactOptional(),
  display_name: textField(),
  identity: identity.exactOptional(),
  include: include(),
  metadata: v2Metadata(),
};
const createParams = params<Create>()(written);
const updateParams = params<Update>()(written);
// A query says `include[0]=…`; both shapes decode to the same list.
const retrieveParams = params<Stripe.V2.Core.AccountRetrieveParams>()({ include: include() });
const listParams = params<Stripe.V2.Core.AccountListParams>()({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "integer")
    .transform(Number)
    .exactOptional(),
});

type Given = z.output<typeof createParams> | z.output<typeof updateParams>;

function createAccount({
  world,
  params: given,
}: Call<z.output<typeof createParams>>): Partial<Account> | Refusal {
  const lacksEmail = given.contact_email === undefined && given.configuration?.recipient !== undefined;
  if (lacksEmail && world.settings.realism.isContactEmailRequired)
    return refuse("parameter_missing", "Missing required param: contact_email.", "contact_email");
  const now = world.now();
  const blank: Account = {
    id: `acct_1${newStripeId("a").slice(2, 17)}`,
    object: "v2.core.account",
    applied_configurations: [],
    closed: false,
    created: now.toISOString(),
    dashboard: given.dashboard ?? "none",
    defaults: {
      currency: "eur",
      responsibilities: {
        fees_collector: "application",
        losses_collector: "application",
        requirements_collector: "stripe",
      },
    },
    future_requirements: { entries: [] },
    identity: {},
    livemode: false,
    metadata: {},
    requirements: { entries: [] },
  };
  const account = withStanding(withGiven(blank, given), "onboarding");
  world.objects.insert({
    kind: "v2.core.account",
    id: account.id,
    account: PLATFORM_ACCOUNT,
    created: unixSeconds(world),
    object: account,
    hidden: { iban: null, bankAccountId: null },
  });
  emitAccountEvent(world, account.id, "v2.core.account.created");
  return shown(account, given.include);
}

function updateAccount(call: Call<z.output<typeof updateParams>>): Partial<Account> | Refusal {
  const found = findAccount(call);
  if (found === undefined) return noAccount(call.ids.id ?? "");
  const changed = withGiven(found.object, call.params);
  // A configuration that is new to the account starts where every account does.
  const isNew = found.object.configuration?.recipient === undefined;
  const account = isNew ? withStanding(changed, "onboarding") : changed;
  call.world.objects.save({ ...found, object: account });
  emitAccountEvent(call.world, account.id, "v2.core.account.updated");
  return shown(account, call.params.include);
}

function withGiven(account: Account, given: Given): Account {
  const isRecipient =
    account.configuration?.recipient !== undefined || given.configuration?.recipient !== undefined;
  const country = given.identity?.country?.toLowerCase() ?? account.identity?.country;
  const entityType = given.identity?.entity_type ?? account.identity?.entity_type;
  const changed: Account = {
    ...account,
    applied_configurations: isRecipient ? ["recipient"] : [],
    configuration: isRecipient ? { recipient: { applied: true, ...account.configuration?.recipient } } : {},
    identity: {
      ...account.identity,
      ...(country === undefined ? {} : { country }),
      ...(entityType === undefined ? {} : { entity_type: entityType }),
    },
    metadata: mergedMetadata(account.metadata ?? {}, given.metadata),
  };
  if (given.contact_email !== undefined) changed.contact_email = given.contact_email;
  if (given.contact_phone !== undefined) changed.contact_phone = given.contact_phone;
  if (given.display_name !== undefined) changed.display_name = given.display_name;
  if (given.dashboard !== undefined) changed.dashboard = given.dashboard;
  const collectors = given.defaults?.responsibilities;
  if (collectors !== undefined) {
    changed.defaults = {
      ...changed.defaults,
      responsibilities: { ...collectors, requirements_collector: "stripe" },
    };
  }
  return changed;
}

/** v2 shows the larger parts only to who asks for them with `include`. */
function shown(account: Account, include: readonly string[] | undefined): Partial<Account> {
  const {
    configuration: _c,
    defaults: _d,
    future_requirements: _f,
    identity: _i,
    requirements: _r,
    ...basics
  } = account;
  const visible: Partial<Account> = { ...basics };
  const asked = new Set(include);
  if (asked.has("configuration.recipient") && account.configuration?.recipient !== undefined) {
    visible.configuration = { recipient: account.configuration.recipient };
  }
  if (asked.has("defaults") && account.defaults !== undefined) visible.defaults = account.defaults;
  if (asked.has("identity") && account.identity !== undefined) visible.identity = account.identity;
  if (asked.has("requirements") && account.requirements !== undefined)
    visible.requirements = account.requirements;
  if (asked.has("future_requirements") && account.future_requirements !== undefined) {
    visible.future_requirements = account.future_requirements;
  }
  return visible;
}

/** Puts an open account into another standing, with the events that Stripe sends when that changes something. */
export function moveAccount(
  world: World,
  stored: Stored<"v2.core.account">,
  standing: AccountStanding,
  hidden = stored.hidden,
): Account {
  if (isGone(stored)) return stored.object;
  const before = standingOf(stored.object);
  const account = withStanding(stored.object, standing);
  world.objects.save({ ...stored, object: account, hidden });
  emitAccountEvent(world, account.id, "v2.core.account[requirements].updated");
  if (before !== standing) {
    const type = "v2.core.account[configuration.recipient].capability_status_updated";
    for (const capability of ["stripe_balance.stripe_transfers", "stripe_balance.payouts"]) {
      emitAccountEvent(world, account.id, type, { updated_capability: capability });
    }
  }
  emitAccountEvent(world, account.id, "v2.core.account.updated");
  return account;
}

/** Onboarding is done: transfers are allowed at once, and payouts when Stripe has looked at the account. */
export function admitAccount(
  world: World,
  stored: Stored<"v2.core.account">,
  hidden: Stored<"v2.core.account">["hidden"],
): Account {
  const delayMs = world.settings.realism.payoutCapabilityDelayMs;
  if (delayMs === 0 || standingOf(stored.object) === "active")
    return moveAccount(world, stored, "active", hidden);
  schedule(world, { kind: "allow_payouts", target: stored.id }, delayMs);
  return moveAccount(world, stored, "payouts_pending", hidden);
}

export function allowPayouts(world: World, stored: Stored<"v2.core.account">): void {
  if (standingOf(stored.object) === "payouts_pending") moveAccount(world, stored, "active");
}

/** Stripe asks for a document: it is due by a day, and the account goes on until then. */
export function requestInformation(world: World, stored: Stored<"v2.core.account">): Account {
  const deadlineMs = world.settings.realism.requirementDeadlineMs;
  if (deadlineMs === 0) return moveAccount(world, stored, "restricted");
  schedule(world, { kind: "end_requirement_deadline", target: stored.id }, deadlineMs);
  return moveAccount(world, stored, "information_due");
}

export function endRequirementDeadline(world: World, stored: Stored<"v2.core.account">): void {
  if (standingOf(stored.object) === "information_due") moveAccount(world, stored, "restricted");
}

/** Closes an account for good; what it still has stays in it. Closing it again changes nothing. */
export function closeAccount(world: World, stored: Stored<"v2.core.account">): Account {
  if (stored.object.closed === true) return stored.object;
  const account: Account = { ...withStanding(stored.object, "restricted"), closed: true };
  world.objects.save({ ...stored, object: account });
  emitAccountEvent(world, account.id, "v2.core.account.closed");
  return account;
}

/** The refusal that everything meets which needs the account to be open. A rejected one is as good as closed. */
export function refuseClosed(world: World, accountId: string): Refusal | undefined {
  const account = world.objects.findAnywhere("v2.core.account", accountId);
  if (account === undefined || !isGone(account)) return undefined;
  return refuse("account_closed", `The account '${accountId}' is closed.`);
}

type AccountEventType = (
  | Stripe.Events.V2CoreAccountCreatedEvent
  | Stripe.Events.V2CoreAccountUpdatedEvent
  | Stripe.Events.V2CoreAccountClosedEvent
  | Stripe.Events.V2CoreAccountIncludingRequirementsUpdatedEvent
  | Stripe.Events.V2CoreAccountIncludingConfigurationRecipientCapabilityStatusUpdatedEvent
)["type"];

function emitAccountEvent(
  world: World,
  id: string,
  type: AccountEventType,
  data?: Record<string, unknown>,
): void {
  const related = { id, type: "v2.core.account", url: `/v2/core/accounts/${id}` };
  emitThinEvent(world, { type, account: id, related, ...(data === undefined ? {} : { data }) });
}

/** The platform sees every account; an account sees itself. */
function findAccount({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return isPlatform(account) || account === id
    ? world.objects.findAnywhere("v2.core.account", id)
    : undefined;
}

export function noAccount(id: string): Refusal {
  return refuse("v2_not_found", `Account not found: '${id}'`);
}

export const v2AccountEndpoints = [
  endpoint({ method: "POST", path: "/v2/core/accounts", params: createParams, run: createAccount }),
  endpoint({ method: "POST", path: "/v2/core/accounts/:id", params: updateParams, run: updateAccount }),
  endpoint({
    method: "POST",
    path: "/v2/core/accounts/:id/close",
    params: params<Stripe.V2.Core.AccountCloseParams>()({
      applied_configurations: z.array(z.enum(["customer", "merchant", "recipient"])).exactOptional(),
    }),
    run: (call) => {
      const found = findAccount(call);
      if (found === undefined) return noAccount(call.ids.id ?? "");
      return shown(closeAccount(call.world, found), undefined);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v2/core/accounts/:id",
    params: retrieveParams,
    run: (call) => {
      const found = findAccount(call);
      return found === undefined ? noAccount(call.ids.id ?? "") : shown(found.object, call.params.include);
    },
  }),
  endpoint({
    method: "GET",
    path: "/v2/core/accounts",
    params: listParams,
    run: ({ world, params: { limit } }) => {
      const page = world.objects.list("v2.core.account", { account: PLATFORM_ACCOUNT, limit: limit ?? 20 });
      const data = (page?.data ?? []).map(({ object }) => shown(object, undefined));
      return { data, next_page_url: null, previous_page_url: null };
    },
  }),
];
