import { paymentsEndpoints as endpoints, euros, type OrderPayment } from "@vc/contracts";
import { type App, addEndpoint, HttpProblem, notFound } from "@vc/http";
import { eventually } from "@vc/service";
import type { Movement, MovementState } from "../movements/movement.ts";
import type { People } from "../people/people.ts";
import { providerRefused } from "../stripe/problems.ts";
import { type CheckoutDeps, type CheckoutRefusal, openCheckout } from "./checkout.ts";
import type { Chargeback, Payment } from "./payment.ts";

const refusals = {
  not_found: () => notFound(),
  order_not_payable: () =>
    new HttpProblem(409, "order_not_payable", "This order does not wait for a payment."),
  unavailable: () => new HttpProblem(503, "unavailable", "The payment provider does not answer right now."),
  provider_refused: providerRefused,
} as const satisfies Record<CheckoutRefusal, () => HttpProblem>;

const shownStates = {
  waiting: "pending",
  due: "pending",
  succeeded: "succeeded",
  failed: "failed",
} as const satisfies Record<MovementState, OrderPayment["movements"][number]["state"]>;

function presentMovement({ order, state, createdAt, finishedAt }: Movement): OrderPayment["movements"] {
  if (order.kind === "payout" || order.kind === "evidence" || order.kind === "close_session") return [];
  return [
    {
      kind: order.kind,
      state: shownStates[state],
      amount: euros(order.amountCents),
      at: (finishedAt ?? createdAt).toISOString(),
    },
  ];
}

const chargebackStates = {
  open: "pending",
  won: "failed",
  lost: "succeeded",
} as const satisfies Record<Chargeback["state"], OrderPayment["movements"][number]["state"]>;

/** R30: what the buyer's bank takes back; `failed`: it gave it back. */
function presentChargeback({
  state,
  amountCents,
  openedAt,
  decidedAt,
}: Chargeback): OrderPayment["movements"] {
  return [
    {
      kind: "chargeback",
      state: chargebackStates[state],
      amount: euros(amountCents),
      at: (decidedAt ?? openedAt).toISOString(),
    },
  ];
}

/** R30: of a won dispute, too, what its bank took after all. */
function chargedBackCents({ chargebacks, outsideRefunds }: Payment): number {
  return [
    ...chargebacks.filter(({ state }) => state !== "won"),
    ...outsideRefunds.filter(({ state, disputeId }) => state === "made" && disputeId !== null),
  ].reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function refundedOutsideCents({ outsideRefunds }: Payment): number {
  return outsideRefunds
    .filter(({ state, disputeId }) => state === "made" && disputeId === null)
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function presentPayment(payment: Payment, movements: readonly Movement[]): OrderPayment {
  const received: OrderPayment["movements"] =
    payment.paidAt === null
      ? []
      : [
          {
            kind: "payment",
            state: "succeeded",
            amount: euros(payment.paidCents),
            at: payment.paidAt.toISOString(),
          },
        ];
  return {
    state: payment.state,
    paid: euros(payment.paidCents),
    refunded: euros(payment.refundedCents),
    refundedOutside: euros(refundedOutsideCents(payment)),
    chargedBack: euros(chargedBackCents(payment)),
    released: euros(payment.releasedCents),
    commission: euros(payment.commissionCents),
    vat: euros(payment.vatCents),
    movements: [
      ...received,
      ...movements.flatMap(presentMovement),
      ...payment.chargebacks.flatMap(presentChargeback),
    ],
  };
}

export interface PaymentRouteDeps extends CheckoutDeps {
  readonly people: People;
  readonly webUrl: string;
}

export function addPaymentRoutes(app: App, deps: PaymentRouteDeps): void {
  const { payments, movements, people, terms, webUrl } = deps;

  addEndpoint(app, endpoints.getPaymentTerms, async () => ({
    commissionShare: terms.commissionBasisPoints / 10_000,
    vatRate: terms.vatBasisPoints / 10_000,
  }));

  addEndpoint(app, endpoints.openCheckout, async ({ caller, body }) => {
    const { orderId, successUrl, cancelUrl } = body;
    const result = await openCheckout(deps, orderId, caller.accountId, {
      successUrl: successUrl ?? `${webUrl}/orders/${orderId}?payment=done`,
      cancelUrl: cancelUrl ?? `${webUrl}/orders/${orderId}?payment=cancelled`,
      locale: (await people.find(caller.accountId))?.locale ?? null,
    });
    if (result.kind === "refused") throw refusals[result.reason]();
    return { id: result.id, url: result.url, expiresAt: result.expiresAt.toISOString() };
  });

  addEndpoint(app, endpoints.getOrderPayment, async ({ caller, params: { orderId } }) => {
    const payment = await eventually(() => payments.find(orderId));
    const isParty = payment?.buyerId === caller.accountId || payment?.sellerId === caller.accountId;
    if (payment === null || !isParty) throw notFound();
    return presentPayment(payment, await movements.listForOrder(orderId));
  });
}
