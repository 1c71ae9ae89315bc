import type Stripe from "stripe";
import type { Ids, Side } from "./side.ts";

/** The input of an operation. `which` chooses an object, `cents` is an amount, `key` an idempotency key. */
export interface Choice {
  readonly which: number;
  readonly cents: number;
  readonly key: string;
}

type Operation = (side: Side, step: Choice) => Promise<unknown>;

/** The id that a step chooses; now and then one that does not exist. */
function pick(side: Side, kind: keyof Ids, { which }: Choice): string {
  const ids = side.ids[kind];
  return ids[which % (ids.length + 1)] ?? `${kind}_none`;
}

async function keep(side: Side, kind: keyof Ids, made: Promise<{ id: string }>): Promise<unknown> {
  const object = await made;
  if (!side.ids[kind].includes(object.id)) side.ids[kind].push(object.id);
  return object;
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

const orderOf = ({ which }: Choice) => `order_${which % 3}`;
const marks = ({ key }: Choice) => ({ movement: key });

const withCharge = { expand: ["payment_intent.latest_charge.balance_transaction"] };
const included = ["configuration.recipient", "requirements"] as const;

/** Reads a session, and learns the charge of a paid one. */
async function readSession(side: Side, sessionId: string): Promise<Stripe.Checkout.Session> {
  const session = await side.stripe.checkout.sessions.retrieve(sessionId, withCharge);
  const intent = session.payment_intent;
  const charge = intent === null || typeof intent === "string" ? null : intent.latest_charge;
  if (charge !== null && typeof charge === "object" && !side.ids.charges.includes(charge.id))
    side.ids.charges.push(charge.id);
  return session;
}

function newSession(step: Choice, nowMs: number): Stripe.Checkout.SessionCreateParams {
  // Below Stripe's least lifetime, within it, and above its longest.
  const lifetimesS = [60, 1_800, 3_600, 24 * 3_600, 25 * 3_600];
  const lifetimeS = lifetimesS[step.which % lifetimesS.length] ?? 3_600;
  const product = { currency: "eur", unit_amount: step.cents, product_data: { name: "A logo" } };
  return {
    mode: "payment",
    client_reference_id: orderOf(step),
    line_items: [{ quantity: 1, price_data: product }],
    payment_intent_data: { transfer_group: orderOf(step) },
    success_url: "https://web.example.test/paid",
    cancel_url: "https://web.example.test/left",
    expires_at: Math.floor(nowMs / 1_000) + lifetimeS,
  };
}

function transferTo(
  side: Side,
  step: Choice,
  destination: string,
  source: Pick<Stripe.TransferCreateParams, "source_transaction"> = {},
): Promise<unknown> {
  const metadata = marks(step);
  return keep(
    side,
    "transfers",
    side.stripe.transfers.create(
      {
        ...{ amount: step.cents, currency: "eur", destination, transfer_group: orderOf(step), metadata },
        ...source,
      },
      { idempotencyKey: step.key },
    ),
  );
}

/** What payments asks of Stripe, and what buyers, sellers and banks do: by name, as data for the generator. */
export function operationsAt(now: () => number) {
  return {
    create_session: (side, step) =>
      keep(
        side,
        "sessions",
        side.stripe.checkout.sessions.create(newSession(step, now()), { idempotencyKey: step.key }),
      ),
    retrieve_session: (side, step) => readSession(side, pick(side, "sessions", step)),
    expire_session: (side, step) =>
      side.stripe.checkout.sessions.expire(pick(side, "sessions", step), {}, { idempotencyKey: step.key }),
    pay: async (side, step) => {
      const id = pick(side, "sessions", step);
      if (!side.ids.sessions.includes(id)) return null;
      await side.pay(id);
      return readSession(side, id);
    },
    retrieve_charge: (side, step) =>
      side.stripe.charges.retrieve(pick(side, "charges", step), { expand: ["balance_transaction"] }),
    sessions_of_a_charge: async (side, step) => {
      const { payment_intent } = await side.stripe.charges.retrieve(pick(side, "charges", step));
      const sessions = await all(
        side.stripe.checkout.sessions.list({ payment_intent: String(payment_intent) }),
      );
      return sessions.map(({ id, status }) => ({ id, status }));
    },
    refund: (side, step) =>
      keep(
        side,
        "refunds",
        side.stripe.refunds.create(
          { charge: pick(side, "charges", step), amount: step.cents, metadata: marks(step) },
          { idempotencyKey: step.key },
        ),
      ),
    list_refunds: async (side, step) =>
      all(side.stripe.refunds.list({ charge: pick(side, "charges", step), limit: 100 })),
    transfer: (side, step) => {
      const destination = pick(side, "accounts", { ...step, which: step.which + step.cents });
      return transferTo(side, step, destination, { source_transaction: pick(side, "charges", step) });
    },
    transfer_from_the_balance: (side, step) => transferTo(side, step, pick(side, "accounts", step)),
    list_transfers_to: async (side, step) =>
      all(side.stripe.transfers.list({ destination: pick(side, "accounts", step), limit: 100 })),
    list_transfers: async (side, step) =>
      all(side.stripe.transfers.list({ transfer_group: orderOf(step), limit: 100 })),
    retrieve_transfer: (side, step) => side.stripe.transfers.retrieve(pick(side, "transfers", step)),
    reverse: (side, step) =>
      side.stripe.transfers.createReversal(
        pick(side, "transfers", step),
        { amount: step.cents, metadata: marks(step) },
        { idempotencyKey: step.key },
      ),
    list_reversals: async (side, step) =>
      all(side.stripe.transfers.listReversals(pick(side, "transfers", step), { limit: 100 })),

    charge_back: (side, step) => dispute(side, step, "chargeback"),
    inquire: (side, step) => dispute(side, step, "inquiry"),
    retrieve_dispute: (side, step) => side.stripe.disputes.retrieve(pick(side, "disputes", step)),
    answer_dispute: (side, step) =>
      side.stripe.disputes.update(pick(side, "disputes", step), {
        evidence: { uncategorized_text: "The work was delivered." },
        submit: true,
      }),
    escalate: async (side, step) => {
      const id = pick(side, "disputes", step);
      await side.escalate(id);
      return side.stripe.disputes.retrieve(id);
    },
    decide: async (side, step) => {
      const id = pick(side, "disputes", step);
      await side.decide(id, step.cents % 2 === 0 ? "won" : "lost");
      return side.stripe.disputes.retrieve(id);
    },

    appeal: async (side, step) => {
      const id = pick(side, "disputes", step);
      await side.appeal(id);
      return side.stripe.disputes.retrieve(id);
    },
    overturn: async (side, step) => {
      const id = pick(side, "disputes", step);
      await side.overturn(id);
      return side.stripe.disputes.retrieve(id);
    },

    create_account: (side, step) =>
      keep(
        side,
        "accounts",
        side.stripe.v2.core.accounts.create(
          {
            configuration: {
              recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
            },
            include: [...included],
            metadata: { account: `account_${step.which}` },
          },
          { idempotencyKey: step.key },
        ),
      ),
    retrieve_account: (side, step) =>
      side.stripe.v2.core.accounts.retrieve(pick(side, "accounts", step), { include: [...included] }),
    verify_account: (side, step) => side.moveAccount(pick(side, "accounts", step), "active"),
    restrict_account: (side, step) => side.moveAccount(pick(side, "accounts", step), "restricted"),

    reject_account: (side, step) => side.moveAccount(pick(side, "accounts", step), "rejected"),
    close_account: (side, step) => side.closeAccount(pick(side, "accounts", step)),
    link_account: async (side, step) => {
      const { url } = await side.stripe.v2.core.accountLinks.create({
        account: pick(side, "accounts", step),
        use_case: {
          type: "account_onboarding",
          account_onboarding: {
            refresh_url: "https://web.example.test/",
            return_url: "https://web.example.test/",
          },
        },
      });
      return url;
    },

    pay_out: (side, step) =>
      keep(
        side,
        "payouts",
        side.stripe.payouts.create(
          { amount: step.cents, currency: "eur", metadata: marks(step) },
          { idempotencyKey: step.key, stripeAccount: pick(side, "accounts", step) },
        ),
      ),
    read_platform_balance: async (side) => {
      const { available, pending } = await side.stripe.balance.retrieve();
      return [...available, ...pending].map(({ amount, currency }) => [amount, currency]);
    },
    read_balance: async (side, step) => {
      const options = { stripeAccount: pick(side, "accounts", step) };
      const { available, pending } = await side.stripe.balance.retrieve({}, options);
      return [...available, ...pending].map(({ amount, currency }) => [amount, currency]);
    },
    read_payout_schedule: async (side, step) => {
      const options = { stripeAccount: pick(side, "accounts", step) };
      const { payments } = await side.stripe.balanceSettings.retrieve({}, options);
      return payments.payouts?.schedule?.interval;
    },
    set_payout_schedule: async (side, step) => {
      const options = { stripeAccount: pick(side, "accounts", step) };
      const payouts = { schedule: { interval: "manual" } } as const;
      const { payments } = await side.stripe.balanceSettings.update({ payments: { payouts } }, options);
      return payments.payouts?.schedule?.interval;
    },
    list_payouts: async (side, step) =>
      all(side.stripe.payouts.list({ limit: 100 }, { stripeAccount: pick(side, "accounts", step) })),
    retrieve_payout: (side, step) =>
      side.stripe.payouts.retrieve(
        pick(side, "payouts", step),
        {},
        { stripeAccount: pick(side, "accounts", { ...step, which: step.cents }) },
      ),
    return_payout: (side, step) => side.returnPayout(pick(side, "payouts", step)),
  } as const satisfies Record<string, Operation>;
}

export type OperationName = keyof ReturnType<typeof operationsAt>;

async function dispute(side: Side, step: Choice, kind: "inquiry" | "chargeback"): Promise<unknown> {
  const id = await side.openDispute(pick(side, "charges", step), kind);
  if (id === undefined) return null;
  return keep(side, "disputes", side.stripe.disputes.retrieve(id));
}
