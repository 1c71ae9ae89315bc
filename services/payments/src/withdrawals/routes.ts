import {
  Balance,
  CreateWithdrawalRequest,
  euros,
  PageQuery,
  pageOf,
  Withdrawal as ShownWithdrawal,
} from "@vc/contracts";
import { type App, callerOf, HttpProblem, IdempotencyHeaders } from "@vc/http";
import type { PaymentsDeps } from "../deps.ts";
import type { Withdrawal } from "./lifecycle.ts";
import type { WithdrawalRefusal } from "./withdraw.ts";

const refusals = {
  payout_account_missing: () =>
    new HttpProblem(409, "payout_account_missing", "Your payout account cannot receive money yet."),
  insufficient_funds: () =>
    new HttpProblem(409, "insufficient_funds", "This is more than can be paid out right now."),
} as const satisfies Record<WithdrawalRefusal, () => HttpProblem>;

function showWithdrawal({ id, state, amountCents, createdAt }: Withdrawal): ShownWithdrawal {
  return { id, state, amount: euros(amountCents), createdAt: createdAt.toISOString() };
}

export function addWithdrawalRoutes(app: App, deps: PaymentsDeps): void {
  const { withdrawals, withdrawalStore, payments, idempotency } = deps;

  app.get(
    "/v1/payments/balance",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "What the caller has as a seller (R29)",
        response: { 200: Balance },
      },
    },
    async (request) => {
      const { accountId } = callerOf(request);
      const [balance, blockedCents] = await Promise.all([
        withdrawals.balanceOf(accountId),
        payments.blockedFor(accountId),
      ]);
      return {
        blocked: euros(blockedCents),
        available: euros(balance.availableCents),
        payable: euros(balance.payableCents),
        pendingPayouts: euros(balance.pendingPayoutCents),
        receivable: euros(balance.receivableCents),
      };
    },
  );

  app.post(
    "/v1/payments/withdrawals",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "Has an amount paid out to the caller's bank (R29)",
        description:
          "409 insufficient_funds: more than is payable. 409 payout_account_missing: the payout account is not there, not " +
          "completed, or restricted by Stripe until its requirements are met; what is payable stays so.",
        headers: IdempotencyHeaders,
        body: CreateWithdrawalRequest,
        response: { 201: ShownWithdrawal },
      },
    },
    async (request, reply) => {
      await idempotency.run(request, reply, async (remember) => {
        const { accountId } = callerOf(request);
        const result = await withdrawals.request(
          accountId,
          request.body.amount.amount,
          (withdrawal, session) => remember(session, 201, showWithdrawal(withdrawal)),
        );
        if (result.kind === "refused") throw refusals[result.reason]();
      });
      return reply;
    },
  );

  app.get(
    "/v1/payments/withdrawals",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["payments"],
        summary: "The caller's withdrawals, newest first",
        querystring: PageQuery,
        response: { 200: pageOf(ShownWithdrawal) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await withdrawalStore.list(callerOf(request).accountId, request.query);
      return { items: items.map(showWithdrawal), nextCursor };
    },
  );
}
