import type Stripe from "stripe";

export const PAYOUT_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

type Schedule = NonNullable<Stripe.BalanceSettings["payments"]["payouts"]>["schedule"];

/** Whether an account with this schedule is paid out by itself on a day; days are counted, and the first is a Monday. */
export function isPayoutDay(schedule: Schedule, day: number): boolean {
  switch (schedule?.interval) {
    case "daily":
      return true;
    case "weekly":
      return schedule.weekly_payout_days?.some((name) => name === PAYOUT_WEEKDAYS[day % 7]) ?? false;
    case "monthly":
      return schedule.monthly_payout_days?.includes((day % 31) + 1) ?? false;
    default:
      return false;
  }
}
