import { createWorkQueue } from "@vc/service";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { decide, isEnded } from "../movements/lifecycle.ts";
import type { MovementDocument } from "../movements/model.ts";
import type { Movement, MovementOrder } from "../movements/movement.ts";
import { movementBackoff } from "../movements/store.ts";
import { createStripeCalls } from "./stripe-calls.ts";

/** How often Stripe is called for a movement that it refuses in the same way for four weeks. */

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKS_MS = 28 * DAY_MS;
const begins = new Date("2026-03-01T00:00:00Z");

const about = { orderId: "order_1", sellerId: "account_1", amountCents: 1000 };
const orders: Record<MovementOrder["kind"], MovementOrder> = {
  refund: { kind: "refund", chargeId: "ch_1", ...about },
  transfer: { kind: "transfer", chargeId: null, ...about },
  payout: { kind: "payout", withdrawalId: "withdrawal_1", ...about },
  reversal: { kind: "reversal", disputeId: "du_1", ...about },
  evidence: { kind: "evidence", disputeId: "du_1", orderId: "order_1" },
  close_session: { kind: "close_session", sessionId: "cs_1", orderId: "order_1" },
};

interface Refusal {
  readonly status: number;
  readonly code?: string;
  /** Stripe says that it repeats what it has kept with the key. */
  readonly isReplayed?: boolean;
}

/** Everything that Stripe says no with, as this service tells it apart. `lost`: no answer comes. */
const refusals: Record<string, Refusal | "lost"> = {
  "400 charge_already_refunded": { status: 400, code: "charge_already_refunded" },
  "400 charge_disputed": { status: 400, code: "charge_disputed" },
  "400 balance_insufficient": { status: 400, code: "balance_insufficient" },
  "400 insufficient_capabilities_for_transfer": {
    status: 400,
    code: "insufficient_capabilities_for_transfer",
  },
  "400 account_closed": { status: 400, code: "account_closed" },
  "400 amount_too_small": { status: 400, code: "amount_too_small" },
  "401": { status: 401 },
  "402": { status: 402 },
  "403": { status: 403 },
  "404": { status: 404 },
  "409": { status: 409 },
  "429": { status: 429, code: "rate_limit" },
  "500": { status: 500 },
  "500, kept with the key": { status: 500, isReplayed: true },
  "503": { status: 503 },
  "no answer": "lost",
};

const transfer = { id: "tr_1", amount: 1000, amount_reversed: 0, destination: "acct_1" };

/** What Stripe shows of objects: there is one of each, and nothing was done with it. */
const shown: readonly [path: RegExp, body: object][] = [
  [/^\/v1\/checkout\/sessions\//, { id: "cs_1", status: "open" }],
  [
    /^\/v1\/disputes\//,
    { id: "du_1", status: "needs_response", evidence: {}, evidence_details: { due_by: 1 }, metadata: {} },
  ],
  [/^\/v1\/balance$/, { available: [{ amount: 0, currency: "eur" }], pending: [] }],
  [/^\/v1\/transfers\?/, { data: [transfer], has_more: false }],
  [/^\/v1\//, { data: [], has_more: false }],
];

function refusing(refusal: Refusal | "lost") {
  let changes = 0;
  const answer = async (address: string | URL | Request, request?: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(String(address));
    if (request?.method !== "POST") {
      const [, body = {}] = shown.find(([path]) => path.test(pathname + search)) ?? [];
      return Response.json(body);
    }
    changes++;
    if (refusal === "lost") throw new TypeError("fetch failed");
    const { status, code, isReplayed = false } = refusal;
    const error = { type: status < 500 ? "invalid_request_error" : "api_error", code, message: "No." };
    const headers = isReplayed ? { "idempotent-replayed": "true" } : {};
    return Response.json({ error }, { status, headers });
  };
  const httpClient = Stripe.createFetchHttpClient(answer);
  const stripe = new Stripe("sk_test_refused", { httpClient, maxNetworkRetries: 0, telemetry: false });
  return { stripe, changes: () => changes };
}

/** The queue is only asked when to call again. */
const createNoEntries = () => ({
  updateOne: async () => ({ matchedCount: 0 }),
  findOneAndUpdate: async () => null,
});

function aMovement(order: MovementOrder): Movement {
  return {
    id: `mv:${order.kind}`,
    order,
    state: "due",
    attempt: 1,
    calls: 0,
    createdAt: begins,
    nextAt: begins,
    finishedAt: null,
    stripeId: null,
    doneCents: null,
    availableAt: null,
    lastError: null,
    undoneCount: 0,
  };
}

/** Lives four weeks of a movement: it is taken when it is due, called, and put back. */
async function liveWeeks(order: MovementOrder, refusal: Refusal | "lost") {
  const { stripe, changes } = refusing(refusal);
  let movement = aMovement(order);
  const now = () => movement.nextAt;
  const account = { state: "active", stripeAccountId: "acct_1" };
  const calls = createStripeCalls({
    stripe,
    clock: { now },
    // Nothing else of the store is asked for.
    payoutAccounts: { find: async () => account } as unknown as Parameters<
      typeof createStripeCalls
    >[0]["payoutAccounts"],
    evidenceFor: async () => ({
      product_description: "A logo",
      service_date: "2026-02-20",
      uncategorized_text: "It was delivered.",
    }),
    decidedLoss: async () => 0,
    isSuspected: async () => false,
  });
  const { retryAt } = createWorkQueue<MovementDocument>({
    ...{ entries: createNoEntries(), clock: { now }, backoff: movementBackoff },
    ...{ nextAt: "nextAt", takenBy: "takenBy", open: {} },
  });
  let [turns, gapMs, onFirstDay] = [0, 0, 0];
  while (!isEnded(movement) && now().getTime() - begins.getTime() < WEEKS_MS) {
    turns++;
    movement = { ...movement, calls: movement.calls + 1 };
    const outcome = await calls.perform(movement);
    const decision = decide(movement, outcome, { now: now(), retryAt });
    if (decision.kind !== "moved") throw new Error(decision.kind);
    gapMs = decision.change.after.nextAt.getTime() - now().getTime();
    movement = decision.change.after;
    if (now().getTime() - begins.getTime() <= DAY_MS) onFirstDay = turns;
  }
  return { movement, turns, gapMs, onFirstDay, changes: changes() };
}

const cells = Object.values(orders).flatMap((order) =>
  Object.entries(refusals).map(([said, refusal]) => ({ kind: order.kind, order, said, refusal })),
);

describe("a movement that Stripe refuses for four weeks", () => {
  it.each(cells)(
    "R27: $kind, $said: ends, or is repeated later each time while a person is called",
    async (cell) => {
      const { movement, turns, gapMs, onFirstDay, changes } = await liveWeeks(cell.order, cell.refusal);
      expect(changes).toBeLessThanOrEqual(turns);
      // Seconds at first, then an hour: not more than 12 + 24 on the first day.
      expect(onFirstDay).toBeLessThanOrEqual(36);
      if (isEnded(movement)) {
        // R29, R30: only these end by a refusal, within three days.
        expect(["payout", "evidence"]).toContain(cell.kind);
        expect(turns).toBeLessThanOrEqual(12 + 72);
        return;
      }
      expect(gapMs).toBeGreaterThanOrEqual(HOUR_MS);
      expect(turns).toBeLessThanOrEqual(12 + 28 * 24);
      expect(movement.lastError).not.toBeNull();
      // `due` is what MovementsStuck counts; a transfer that waits shows its seller that the account is restricted.
      expect(movement.state).toBe(isAccountRefusal(cell) ? "waiting" : "due");
    },
  );

  it("R27: by a definite refusal is called six-hourly after half a day, and no more than 140 times in four weeks", async () => {
    const { turns, gapMs } = await liveWeeks(orders.refund, { status: 400, code: "charge_already_refunded" });
    expect(gapMs).toBe(6 * HOUR_MS);
    expect(turns).toBeLessThanOrEqual(140);
  });
});

function isAccountRefusal({ kind, said }: { kind: string; said: string }): boolean {
  return kind === "transfer" && /account_closed|insufficient_capabilities/.test(said);
}
