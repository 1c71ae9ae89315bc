import { paymentsEndpoints as endpoints, euros, type Withdrawal as ShownWithdrawal } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem } from "@vc/http";
import type { Idempotency } from "@vc/service";
import { type CommissionTerms, divideRelease } from "../ledger/commission.ts";
import type { PaymentStore } from "../payments/store.ts";
import { balanceOf } from "./balance.ts";
import type { Withdrawal } from "./lifecycle.ts";
import {
  requestWithdrawal,
  type WithdrawalRefusal,
  type WithdrawalRequestDeps,
} from "./request-withdrawal.ts";

const refusals = {
  withdrawal_too_small: (minimumCents) =>
    new HttpProblem(409, "withdrawal_too_small", "This is less than can be sent to a bank.", {
      extra: { minimum: euros(minimumCents) },
    }),
  payout_account_missing: () =>
    new HttpProblem(409, "payout_account_missing", "Your payout account cannot receive money yet."),
  insufficient_funds: () =>
    new HttpProblem(409, "insufficient_funds", "This is more than can be paid out right now."),
} as const satisfies Record<WithdrawalRefusal, (minimumCents: number) => HttpProblem>;

function presentWithdrawal({ id, state, amountCents, createdAt }: Withdrawal): ShownWithdrawal {
  return { id, state, amount: euros(amountCents), createdAt: createdAt.toISOString() };
}

const sumOf = (cents: readonly number[]) => cents.reduce((sum, each) => sum + each, 0);

export interface WithdrawalRouteDeps extends WithdrawalRequestDeps {
  readonly payments: PaymentStore;
  readonly terms: CommissionTerms;
  readonly idempotency: Idempotency;
}

export function addWithdrawalRoutes(app: App, deps: WithdrawalRouteDeps): void {
  const { withdrawals, payments, terms, idempotency } = deps;

  addEndpoint(app, endpoints.getBalance, async ({ caller: { accountId } }) => {
    const [balance, blocked] = await Promise.all([
      balanceOf(deps, accountId),
      payments.blockedFor(accountId),
    ]);
    return {
      blocked: euros(sumOf(blocked)),
      // Order by order, as it is divided at the end of each.
      blockedNet: euros(sumOf(blocked.map((cents) => divideRelease(cents, terms).netCents))),
      available: euros(balance.availableCents),
      payable: euros(balance.payableCents),
      nextAvailable: balance.next.map(({ amountCents, at }) => ({
        amount: euros(amountCents),
        at: at.toISOString(),
      })),
      pendingPayouts: euros(balance.pendingPayoutCents),
      receivable: euros(balance.receivableCents),
      minimumWithdrawal: euros(deps.minimumCents),
    };
  });

  addEndpoint(app, endpoints.requestWithdrawal, (request, reply) =>
    idempotency.run(request, reply, async (remember) => {
      const { caller, body } = request;
      const result = await requestWithdrawal(
        deps,
        caller.accountId,
        body.amount.amount,
        (withdrawal, session) => remember(session, 201, presentWithdrawal(withdrawal)),
      );
      if (result.kind === "refused") throw refusals[result.reason](deps.minimumCents);
    }),
  );

  addEndpoint(app, endpoints.listWithdrawals, async ({ caller, query }) => {
    const { items, nextCursor } = await withdrawals.list(caller.accountId, query);
    return { items: items.map(presentWithdrawal), nextCursor };
  });
}
