import type Stripe from "stripe";
import { z } from "zod";
import { isPayoutCapable } from "../accounts/account-shape.ts";
import { emitEvent } from "../events/emit-event.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { expand, flag, integer, params, text } from "../http/params.ts";
import { isRefusal, type Refusal, refuse } from "../http/refusals.ts";
import { PAYOUT_WEEKDAYS } from "../payouts/payout-days.ts";
import { unixSeconds, type World } from "../world.ts";

type Update = Stripe.BalanceSettingsUpdateParams;
type UpdatePayments = Stripe.BalanceSettingsUpdateParams.Payments;
type UpdatePayouts = Stripe.BalanceSettingsUpdateParams.Payments.Payouts;
type Payouts = NonNullable<Stripe.BalanceSettings["payments"]["payouts"]>;

const schedule = params<NonNullable<UpdatePayouts["schedule"]>>()({
  interval: z.enum(["daily", "manual", "monthly", "weekly"]).exactOptional(),
  monthly_payout_days: z.array(integer()).min(1).max(31).exactOptional(),
  weekly_payout_days: z.array(z.enum(PAYOUT_WEEKDAYS)).min(1).max(5).exactOptional(),
});
const payouts = params<UpdatePayouts>()({
  // An empty text removes it; other currencies than the euro are not simulated.
  minimum_balance_by_currency: z
    .union([z.literal(""), z.strictObject({ eur: z.union([z.literal(""), integer()]) })])
    .exactOptional(),
  schedule: schedule.exactOptional(),
  statement_descriptor: text(22).exactOptional(),
});
const settlementTiming = params<NonNullable<UpdatePayments["settlement_timing"]>>()({
  delay_days_override: z.union([z.literal(""), integer()]).exactOptional(),
});
const updateParams = params<Update>()({
  payments: params<UpdatePayments>()({
    debit_negative_balances: flag().exactOptional(),
    payouts: payouts.exactOptional(),
    settlement_timing: settlementTiming.exactOptional(),
  }).exactOptional(),
  expand: expand(),
});

type Given = NonNullable<z.output<typeof updateParams>["payments"]>;

/** The settings of an account; those that Stripe gives a new one until it has chosen its own. */
export function balanceSettingsOf(world: World, account: string): Stripe.BalanceSettings {
  return world.objects.find("balance_settings", idFor(account), account)?.object ?? newSettings(world);
}

/** The same as the API shows it: with whether the account can be paid out now. */
function shownSettings(world: World, account: string): Stripe.BalanceSettings {
  const settings = balanceSettingsOf(world, account);
  const { payouts } = settings.payments;
  const connected = world.objects.findAnywhere("v2.core.account", account)?.object;
  const status = connected === undefined || isPayoutCapable(connected) ? "enabled" : "disabled";
  if (payouts === null) return settings;
  return { ...settings, payments: { ...settings.payments, payouts: { ...payouts, status } } };
}

function idFor(account: string): string {
  return `balance_settings_${account}`;
}

function newSettings(world: World): Stripe.BalanceSettings {
  return {
    object: "balance_settings",
    payments: {
      debit_negative_balances: false,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: null,
        schedule: { interval: world.settings.realism.payoutInterval },
        statement_descriptor: null,
        status: "enabled",
      },
      settlement_timing: { delay_days: delayDaysOf(world), start_of_day: null },
    },
  };
}

/** The account's days from a payment to its money, as Stripe sets them. */
function delayDaysOf(world: World): number {
  const { settlementDelayMs, dayMs } = world.settings.realism;
  return Math.ceil(settlementDelayMs / dayMs);
}

/** When money that came in at `created` can be used: both in Unix seconds. */
export function settlesOn(world: World, account: string, created: number): number {
  const { settlementDelayMs, dayMs } = world.settings.realism;
  const override = balanceSettingsOf(world, account).payments.settlement_timing.delay_days_override;
  const delayMs = override === undefined ? settlementDelayMs : override * dayMs;
  return created + Math.ceil(delayMs / 1000);
}

function updateSettings({ world, account, params: given, cause }: Call<z.output<typeof updateParams>>) {
  const present = balanceSettingsOf(world, account);
  const changed = withGiven(world, present, given.payments ?? {});
  if (isRefusal(changed)) return changed;
  const id = idFor(account);
  const stored = { kind: "balance_settings", id, account, created: unixSeconds(world) } as const;
  const isNew = world.objects.find("balance_settings", id, account) === undefined;
  const record = { ...stored, object: changed, hidden: null };
  if (isNew) world.objects.insert(record);
  else world.objects.save(record);
  const shown = shownSettings(world, account);
  emitEvent(world, { type: "balance_settings.updated", object: shown, account, cause });
  return shown;
}

function withGiven(
  world: World,
  present: Stripe.BalanceSettings,
  given: Given,
): Stripe.BalanceSettings | Refusal {
  const timing = withOverride(world, present.payments.settlement_timing, given.settlement_timing);
  if (isRefusal(timing)) return timing;
  const before = present.payments.payouts;
  const after = before === null || given.payouts === undefined ? before : withPayouts(before, given.payouts);
  if (after !== null && isRefusal(after)) return after;
  return {
    ...present,
    payments: {
      debit_negative_balances: given.debit_negative_balances ?? present.payments.debit_negative_balances,
      payouts: after,
      settlement_timing: timing,
    },
  };
}

function withPayouts(present: Payouts, given: NonNullable<Given["payouts"]>): Payouts | Refusal {
  const interval = given.schedule?.interval ?? present.schedule?.interval ?? "daily";
  const weekly = given.schedule?.weekly_payout_days ?? present.schedule?.weekly_payout_days;
  const monthly = given.schedule?.monthly_payout_days ?? present.schedule?.monthly_payout_days;
  if (interval === "weekly" && weekly === undefined) return missingDays("weekly_payout_days");
  if (interval === "monthly" && monthly === undefined) return missingDays("monthly_payout_days");
  const minimum = given.minimum_balance_by_currency;
  return {
    ...present,
    schedule: {
      interval,
      ...(interval === "weekly" && weekly !== undefined ? { weekly_payout_days: weekly } : {}),
      ...(interval === "monthly" && monthly !== undefined ? { monthly_payout_days: monthly } : {}),
    },
    minimum_balance_by_currency:
      minimum === undefined
        ? present.minimum_balance_by_currency
        : minimum === "" || minimum.eur === ""
          ? null
          : { eur: minimum.eur },
    statement_descriptor: given.statement_descriptor ?? present.statement_descriptor,
  };
}

function missingDays(name: string): Refusal {
  const param = `payments[payouts][schedule][${name}]`;
  return refuse("parameter_missing", `Missing required param: ${param}.`, param);
}

function withOverride(
  world: World,
  present: Stripe.BalanceSettings.Payments.SettlementTiming,
  given: Given["settlement_timing"],
): Stripe.BalanceSettings.Payments.SettlementTiming | Refusal {
  const override = given?.delay_days_override;
  if (override === undefined) return present;
  const lowest = delayDaysOf(world);
  if (override === "") return { delay_days: lowest, start_of_day: present.start_of_day };
  if (override < lowest || override > 31) {
    const message = `The delay must be between ${lowest} and 31 days.`;
    return refuse("parameter_invalid", message, "payments[settlement_timing][delay_days_override]");
  }
  return { delay_days: override, delay_days_override: override, start_of_day: present.start_of_day };
}

export const balanceSettingsEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/balance_settings",
    params: params<Stripe.BalanceSettingsRetrieveParams>()({ expand: expand() }),
    run: ({ world, account }) => shownSettings(world, account),
  }),
  endpoint({ method: "POST", path: "/v1/balance_settings", params: updateParams, run: updateSettings }),
];
