import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { z } from "zod";
import { type Call, endpoint } from "../http/endpoint.ts";
import { params } from "../http/params.ts";
import { type Refusal, refuse } from "../http/refusals.ts";
import { PLATFORM_ACCOUNT } from "../store/kinds.ts";
import { unixSeconds } from "../world.ts";
import { noAccount, refuseClosed } from "./accounts.ts";

type UseCase = Stripe.V2.Core.AccountLinkCreateParams.UseCase;

const address = () =>
  z
    .string()
    .regex(/^https?:\/\//, "must be an http or https address")
    .max(2048);
const collectionOptions = z
  .strictObject({
    fields: z.enum(["currently_due", "eventually_due"]).exactOptional(),
    future_requirements: z.enum(["include", "omit"]).exactOptional(),
  })
  .exactOptional();
const flow = params<NonNullable<UseCase["account_onboarding"]>>()({
  collection_options: collectionOptions,
  refresh_url: address(),
  return_url: address().exactOptional(),
});
const createParams = params<Stripe.V2.Core.AccountLinkCreateParams>()({
  account: z.string().min(1),
  use_case: params<UseCase>()({
    type: z.enum(["account_onboarding", "account_update"]),
    account_onboarding: flow.exactOptional(),
    account_update: flow.exactOptional(),
  }),
});

/** Stripe's links work once, and for a few minutes only. */
const LIFETIME_MS = 10 * 60 * 1000;

/** Makes the address of the onboarding page of one account. */
function createLink({
  world,
  params: given,
}: Call<z.output<typeof createParams>>): Stripe.V2.Core.AccountLink | Refusal {
  if (world.objects.findAnywhere("v2.core.account", given.account) === undefined)
    return noAccount(given.account);
  const closed = refuseClosed(world, given.account);
  if (closed !== undefined && world.settings.realism.areClosedAccountsShut) return closed;
  const { type } = given.use_case;
  const chosen = given.use_case[type];
  if (chosen === undefined)
    return refuse("parameter_missing", `Missing required param: use_case.${type}.`, `use_case[${type}]`);
  const now = world.now();
  const token = randomUUID();
  const link: Stripe.V2.Core.AccountLink = {
    object: "v2.core.account_link",
    account: given.account,
    created: now.toISOString(),
    expires_at: new Date(now.getTime() + LIFETIME_MS).toISOString(),
    livemode: false,
    url: `${world.settings.publicUrl}/setup/${token}`,
    use_case: {
      type,
      [type]: {
        refresh_url: chosen.refresh_url,
        ...(chosen.return_url === undefined ? {} : { return_url: chosen.return_url }),
      },
    },
  };
  world.objects.insert({
    kind: "v2.core.account_link",
    id: token,
    account: PLATFORM_ACCOUNT,
    created: unixSeconds(world),
    object: link,
    hidden: { isUsed: false },
  });
  return link;
}

export const v2AccountLinkEndpoints = [
  endpoint({ method: "POST", path: "/v2/core/account_links", params: createParams, run: createLink }),
];
