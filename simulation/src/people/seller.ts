import { startOnboarding } from "../../../services/payments/src/payout-accounts/onboarding.ts";
import { balanceOf } from "../../../services/payments/src/withdrawals/balance.ts";
import { requestWithdrawal } from "../../../services/payments/src/withdrawals/request-withdrawal.ts";
import { Violation } from "../engine/violation.ts";
import { isGone } from "../stripe/accounts.ts";
import type { WorldContext } from "../world-context.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** For so many days it is tried to lose an account that must be empty. */
const LOSS_TRIES = 60;
/** Before the end every seller has time to open another one. */
const LAST_LOSS_MS = 30 * DAY_MS;

/** Plans a seller: opens a payout account, is restricted now and then, loses the account, and withdraws the balance. */
export function startSeller(context: WorldContext, sellerId: string, untilMs: number): void {
  const { random, schedule, trace, processes, provider, now, raise } = context;

  async function openAccount(): Promise<void> {
    const { process, service } = context.payments();
    const outcome = await processes.run(process, () => startOnboarding(service, sellerId));
    if (outcome.kind === "failed")
      return raise(new Violation("no onboarding fails", sellerId, String(outcome.error)));
    const isMade = outcome.kind === "done" && outcome.value.kind === "link";
    trace.note(
      now(),
      sellerId,
      isMade
        ? "opens a payout account"
        : `cannot open a payout account now: ${outcome.kind === "done" ? outcome.value.kind : outcome.kind}`,
    );
    if (isMade && own().length > 1) context.met("a lost account is replaced");
    if (!isMade)
      return schedule.add(now() + random.duration(MINUTE_MS, HOUR_MS), sellerId, "open account", openAccount);
    schedule.add(now() + random.duration(MINUTE_MS, 10 * DAY_MS), sellerId, "verified", () =>
      setActive(true),
    );
  }

  function setActive(isActive: boolean): void {
    for (const account of own()) provider.accounts.move(account, isActive ? "active" : "restricted");
    trace.note(now(), sellerId, isActive ? "can receive money" : "is restricted");
    if (now() >= untilMs) return;
    const { lostAccount } = context.faults();
    if (isActive && lostAccount > 0 && random.chance(lostAccount)) {
      schedule.add(now() + random.duration(DAY_MS, 60 * DAY_MS), sellerId, "lose account", () =>
        loseAccount(LOSS_TRIES),
      );
    }
    const [leastMs, mostMs] = isActive ? [10 * DAY_MS, 200 * DAY_MS] : [HOUR_MS, 10 * DAY_MS];
    schedule.add(now() + random.duration(leastMs, mostMs), sellerId, "standing", () =>
      setActive(!isActive || now() >= untilMs),
    );
  }

  const own = () => provider.accounts.all().filter((account) => account.sellerId === sellerId);

  /** Whether a withdrawal is under way by the books; what becomes of it in a lost account no call shows. */
  function isPayingOut(): boolean {
    const { paymentsData } = context;
    return paymentsData.find("withdrawals", { accountId: sellerId, state: "pending" }, null).length > 0;
  }

  /** The account is lost, once nothing is left in it and no payout is under way; then another one is opened. */
  function loseAccount(triesLeft: number): void {
    const account = own().find((each) => !isGone(each));
    if (account === undefined || triesLeft === 0 || now() >= untilMs - LAST_LOSS_MS) return;
    if (provider.balances.totalCents(account.id) !== 0 || isPayingOut()) {
      schedule.add(now() + DAY_MS, sellerId, "lose account", () => loseAccount(triesLeft - 1));
      return;
    }
    const how = random.pickByName(["closed", "rejected"]);
    context.met(`an account is ${how}`);
    trace.note(now(), sellerId, `the account is ${how}`);
    if (how === "closed") provider.accounts.close(account);
    else provider.accounts.move(account, "rejected");
    schedule.add(
      now() + random.duration(HOUR_MS, 10 * DAY_MS),
      sellerId,
      "open another account",
      openAccount,
    );
  }

  async function withdraw(): Promise<void> {
    const { process, service } = context.payments();
    const outcome = await processes.run(process, async () => {
      const { payableCents } = await balanceOf(service, sellerId);
      // Some ask for more than the balance, and some for all of it twice.
      const amountCents = random.chance(0.2)
        ? payableCents + 1
        : Math.ceil(payableCents / random.pick([1, 1, 2, 3]));
      return amountCents > 0 ? requestWithdrawal(service, sellerId, amountCents, async () => {}) : null;
    });
    if (outcome.kind === "failed")
      return raise(new Violation("no withdrawal fails", sellerId, String(outcome.error)));
    if (outcome.kind === "done" && outcome.value)
      trace.note(now(), sellerId, `withdrawal ${outcome.value.kind}`);
  }

  function withdrawRepeatedly(): void {
    if (now() >= untilMs) return;
    schedule.add(now() + random.duration(6 * HOUR_MS, 20 * DAY_MS), sellerId, "withdraw", async () => {
      for (let more = random.int(3); more > 0; more--)
        schedule.add(now(), sellerId, "withdraw too", withdraw);
      withdrawRepeatedly();
      await withdraw();
    });
  }

  schedule.add(now() + random.duration(1, 5 * DAY_MS), sellerId, "open account", openAccount);
  withdrawRepeatedly();
  // Finally every seller can receive money, so that everything can be settled.
  schedule.add(untilMs, sellerId, "verified at last", () => setActive(true));
}
