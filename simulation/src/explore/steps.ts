import { ReviewSubmitted } from "@vc/contracts";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import { allowedActions } from "../../../services/orders/src/orders/decide.ts";
import { moveOrder } from "../../../services/orders/src/orders/move-order.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import { asOf } from "../../../services/orders/src/orders/view.ts";
import {
  resolveException,
  takeException,
} from "../../../services/payments/src/exception-desk/work-exceptions.ts";
import {
  type MoneyException,
  possibleDecisions,
} from "../../../services/payments/src/exceptions/exception.ts";
import { openCheckout } from "../../../services/payments/src/payments/checkout.ts";
import { startOnboarding } from "../../../services/payments/src/payout-accounts/onboarding.ts";
import { balanceOf } from "../../../services/payments/src/withdrawals/balance.ts";
import { requestWithdrawal } from "../../../services/payments/src/withdrawals/request-withdrawal.ts";
import { asOrder } from "../database/stored.ts";
import { idOf } from "../people/listings.ts";
import { offersOf } from "./commands.ts";
import type { ExploredWorld } from "./explored-world.ts";
import type { Choice } from "./moment.ts";
import { addresses, BUYER, CARD, LISTING, ORDER, REVIEW, SELLER } from "./scene.ts";
import { inProcess, outside, type Step } from "./step.ts";
import { type StripeObject, stripeObjects } from "./stripe-objects.ts";
import type { WalkTerms } from "./walk-terms.ts";
import { workSteps } from "./work-steps.ts";

/** Everything that can happen at the moment at which the world stands, once its prompt work is done. */
export function stepsOf(world: ExploredWorld, terms: WalkTerms): Step[] {
  const work = workSteps(world, terms);
  const steps = [...peopleSteps(world, terms), ...bankSteps(world), ...sellerSteps(world), ...work.late];
  const open = steps.filter((step) => isLeft(world, step));
  return terms.isTimePatient && work.late.length > 0 ? open : [...open, ...patientSteps(world, terms)];
}

/** What comes once no work waits, or none that can be done now: admins decide, and time passes. */
export function patientSteps(world: ExploredWorld, terms: WalkTerms): Step[] {
  const decisions = adminSteps(world);
  if (decisions.length > 0 && terms.isAdminPrompt) return decisions;
  return [...decisions, ...timeSteps(world, terms)];
}

function isLeft(world: ExploredWorld, { choice }: Step): boolean {
  return choice === undefined || (world.at().left[choice] ?? 0) > 0;
}

const ADMIN = idOf("account", 4);

/**
 * R31: whatever an admin can decide about what others did with the money, as often as the walk chooses. After that the admin
 * goes on with the first decision of each kind: the walk's bound is on what may be tried, not on what frees the money.
 */
function adminSteps(world: ExploredWorld): Step[] {
  const { decision: left } = world.at().left;
  if (left === undefined) return [];
  const open = world.storage("payments").find("exceptions", { state: "open" }, null);
  // The service wrote them.
  return (open as unknown as (MoneyException & { _id: string })[]).flatMap((exception) =>
    possibleDecisions(exception)
      .slice(0, left > 0 ? undefined : 1)
      .map((decision) =>
        inProcess(
          `an admin decides about ${exception.kind}: ${decision}`,
          async ({ payments }) => {
            const parts = payments();
            await takeException(parts, exception._id, ADMIN);
            const done = await resolveException(parts, exception._id, ADMIN, { decision, reason: "Seen." });
            if (done.kind !== "done") throw new Error(`${decision} was possible, and is ${done.reason}`);
          },
          left > 0 ? { choice: "decision" } : {},
        ),
      ),
  );
}

const PARTIES = ["buyer", "seller", "mediator"] as const;

function peopleSteps(world: ExploredWorld, terms: WalkTerms): Step[] {
  const document = world.storage("orders").read("orders", ORDER, null);
  if (document === null) return [];
  const now = world.now();
  const order = asOf(asOrder(document), now, world.policy);
  return [
    ...PARTIES.flatMap((by) =>
      allowedActions(order, by, now)
        .filter((action) => terms.actions === "all" || terms.actions.includes(action))
        .flatMap((action) => offersOf(action, order, now))
        .filter(({ command }) => isTried(command, terms))
        .map(({ command, label, choice }) =>
          inProcess(
            `the ${by}: ${label}`,
            async ({ orders }) => {
              const result = await moveOrder(orders(), { orderId: ORDER, command, by });
              // The order's end may be nearer than the day that a mediator gives.
              const isInvalid = result.kind === "refused" && result.reason === "invalid_input";
              if (result.kind !== "moved" && result.kind !== "already" && !isInvalid)
                throw new Error(`${command.action} was allowed, and is ${result.kind}`);
            },
            choice && { choice },
          ),
        ),
    ),
    ...briefSteps(order),
    ...(order.state === "delivered" ? [review] : []),
    ...payingSteps(world, terms),
  ];
}

function isTried(command: Command, { resolutions }: WalkTerms): boolean {
  return command.action !== "resolve-dispute" || (resolutions?.includes(command.decision) ?? true);
}

function briefSteps({ state, brief }: Order): Step[] {
  if (brief !== null || state !== "pending") return [];
  const command = { action: "complete_brief", text: "Blue.", fileIds: [] } as const;
  const task = ({ orders }: ExploredWorld) => moveOrder(orders(), { orderId: ORDER, command, by: "buyer" });
  return [inProcess("the buyer: completes the brief", task, { choice: "brief" })];
}

/** The service of reviews tells orders of a review. */
const review: Step = {
  label: "the buyer: reviews",
  choice: "review",
  run: async (world) => {
    world.spend("review");
    const time = world.now().toISOString();
    const about = { reviewId: REVIEW, orderId: ORDER, buyerId: BUYER, sellerId: SELLER, stars: 5 };
    const message = {
      id: "evt_review",
      name: ReviewSubmitted.name,
      aggregateId: REVIEW,
      sequence: 1,
      time,
      data: { ...about, listingId: LISTING, submittedAt: time },
      headers: {},
    };
    world.set({ messages: [...world.at().messages, { queue: "orders.facts", message }] });
    return { commits: 0 };
  },
};

function payingSteps(world: ExploredWorld, { card = CARD }: WalkTerms): Step[] {
  const payment = world.storage("payments").read("payments", ORDER, null);
  const { stripe } = world.at();
  const sessions = stripeObjects(stripe, "checkout.session");
  const form = { number: card, expiry: "12/99", cvc: "123", name: "Test Person" };
  const open = inProcess(
    "the buyer: opens the checkout",
    async ({ payments }) => void (await openCheckout(payments(), ORDER, BUYER, addresses)),
    { choice: "checkout", isMortal: true },
  );
  return [
    ...(payment?.state === "awaiting_payment" ? [open] : []),
    ...sessions
      .filter(({ status }) => status === "open")
      .map(({ id }) =>
        outside(`the buyer: pays`, ({ stripe: simulator }) => simulator.submit(`/c/pay/${id}/pay`, form)),
      ),
    ...sessions
      .filter(({ status }) => status === "expired")
      .map(({ id }) =>
        outside(
          "the buyer: a payment that was under way when the checkout closed goes through",
          ({ stripe: simulator }) => simulator.post(`/_control/checkout/sessions/${id}/complete`),
          "late payment",
        ),
      ),
  ];
}

const control = (label: string, path: string, choice?: Choice, body: Record<string, unknown> = {}): Step =>
  outside(label, ({ stripe }) => stripe.post(`/_control/${path}`, body), choice);

/** What banks, Stripe and people in its Dashboard do. */
function bankSteps(world: ExploredWorld): Step[] {
  const { stripe } = world.at();
  const disputes = stripeObjects(stripe, "dispute");
  return [
    ...stripeObjects(stripe, "charge").flatMap(({ id, amount, amount_refunded: refunded }) => {
      const whole = Number(amount) - Number(refunded);
      if (whole <= 0) return [];
      const part = Math.floor(whole / 3);
      return [
        control("the bank: takes the payment back", `charges/${id}/dispute`, "dispute"),
        control("the bank: takes a part of the payment back", `charges/${id}/dispute`, "dispute", {
          amountCents: part,
        }),
        control("the bank: inquires about the payment", `charges/${id}/inquire`, "inquiry"),
        control("the Dashboard: refunds the payment", `charges/${id}/refund`, "outside refund"),
        control("the Dashboard: refunds a part of the payment", `charges/${id}/refund`, "outside refund", {
          amountCents: part,
        }),
      ];
    }),
    ...disputes.flatMap(disputeSteps),
    ...stripeObjects(stripe, "refund")
      .filter(({ status }) => status === "succeeded" || status === "pending")
      .map(({ id }) => control("the bank: sends a refund back", `refunds/${id}/fail`, "refund failure")),
    ...stripeObjects(stripe, "transfer")
      .filter(({ reversed }) => reversed !== true)
      .map(({ id }) =>
        control("the Dashboard: reverses a transfer", `transfers/${id}/reverse`, "outside reversal"),
      ),
    ...stripeObjects(stripe, "payout")
      .filter(({ status }) => status !== "failed" && status !== "canceled")
      .map(({ id }) => control("the bank: sends a payout back", `payouts/${id}/fail`, "payout failure")),
  ];
}

function disputeSteps({ id, status }: StripeObject): Step[] {
  const name = String(status);
  const path = `disputes/${id}`;
  if (name === "warning_closed") return [];
  if (name.startsWith("warning_")) {
    return [
      control("the bank: takes back the payment that it inquired about", `${path}/escalate`),
      control("the bank: ends its inquiry", `${path}/decide`, undefined, { verdict: "won" }),
    ];
  }
  if (name === "won" || name === "lost") {
    return [control("the bank: changes its verdict", `${path}/overturn`, "appeal")];
  }
  return [
    control("the bank: decides for the seller", `${path}/decide`, undefined, { verdict: "won" }),
    control("the bank: decides for the buyer", `${path}/decide`, undefined, { verdict: "lost" }),
  ];
}

/** What the seller does about being paid, and what Stripe does with their account. */
function sellerSteps(world: ExploredWorld): Step[] {
  const { stripe } = world.at();
  const account = world.storage("payments").read("payout_accounts", SELLER, null);
  const open = inProcess("the seller: asks for a payout account", ({ payments }) =>
    startOnboarding(payments(), SELLER),
  );
  const accounts = stripeObjects(stripe, "v2.core.account");
  return [
    ...(account === null || isReplaceable(account.state, accounts.at(-1)) ? [open] : []),
    ...accounts.flatMap((each) => {
      const { id } = each;
      if (each.closed === true) return [];
      return isActive(each)
        ? [
            control(
              "Stripe: restricts the seller's account",
              `accounts/${id}/restrict`,
              "account restriction",
            ),
            control(
              "the seller: takes the balance out at Stripe",
              `accounts/${id}/pay-out`,
              "outside payout",
              {
                amountCents: 1_000,
              },
            ),
            control("the seller: closes the account at Stripe", `accounts/${id}/close`, "account closing"),
          ]
        : [control("Stripe: lets the seller be paid", `accounts/${id}/activate`)];
    }),
    ...withdrawalSteps(world),
  ];
}

const isActive = (account: Record<string, unknown>): boolean =>
  JSON.stringify(account.configuration).includes('"stripe_transfers":{"status":"active"');

/** A closed account is replaced by another one. */
const isReplaceable = (state: unknown, account: Record<string, unknown> | undefined): boolean =>
  state !== "active" && account?.closed === true;

function withdrawalSteps(world: ExploredWorld): Step[] {
  const held = world.storage("payments").read("balances", `SELLER:${SELLER}`, null);
  if (held === null || Number(held.cents) <= 0) return [];
  const withdraw = inProcess(
    "the seller: withdraws everything",
    async ({ payments }) => {
      const { payableCents } = await balanceOf(payments(), SELLER);
      if (payableCents > 0) await requestWithdrawal(payments(), SELLER, payableCents, async () => {});
    },
    { choice: "withdrawal" },
  );
  return [withdraw];
}

/** The next time at which something is due, and the milliseconds around it. */
function timeSteps(world: ExploredWorld, { aroundTimes }: WalkTerms): Step[] {
  const { nowMs } = world.at();
  const times = timesOf(world);
  const next = Math.min(...times.filter((time) => time > nowMs));
  const to = (atMs: number, label: string): Step => ({
    label: `${label}: it is ${new Date(atMs).toISOString()}`,
    run: async (now) => {
      now.set({ nowMs: atMs });
      if (isStripeDue(now)) now.stripe.runDueJobs();
      return { commits: 0 };
    },
  });
  return [
    ...(aroundTimes && times.includes(nowMs) && next > nowMs + 1
      ? [to(nowMs + 1, "a millisecond passes")]
      : []),
    ...(aroundTimes && Number.isFinite(next) && next > nowMs + 2
      ? [to(next - 1, "time passes to the last millisecond before the next deadline")]
      : []),
    ...(Number.isFinite(next) ? [to(next, "time passes to the next deadline")] : []),
  ];
}

function isStripeDue(world: ExploredWorld): boolean {
  const { stripe, nowMs } = world.at();
  return [...stripe.jobs.values()].some(({ due_ms }) => Number(due_ms) <= nowMs);
}

function timesOf(world: ExploredWorld): number[] {
  const { stripe } = world.at();
  const timers = (["orders", "payments"] as const).flatMap((service) =>
    world.storage(service).find("timers", { state: "armed" }, null),
  );
  const due = world.storage("orders").read("orders", ORDER, null)?.dueAt;
  const movements = world.storage("payments").find("movements", { state: { $in: ["due", "waiting"] } }, null);
  return [
    ...timers.map(({ dueAt }) => Number(dueAt)),
    ...movements.map(({ nextAt }) => Number(nextAt)),
    ...(due instanceof Date ? [due.getTime()] : []),
    ...[...stripe.jobs.values()]
      .filter(({ kind }) => kind !== "forget_idempotency_keys" && kind !== "pay_out_automatically")
      .map(({ due_ms }) => Number(due_ms)),
  ];
}
