import { createHash } from "node:crypto";
import type { Row } from "@vc/stripe-simulator/in-process";
import { isFinal } from "../../../services/orders/src/orders/lifecycle.ts";
import type { Document } from "../database/documents.ts";
import { asOrder, type StoredOrder } from "../database/stored.ts";
import { readerOf } from "./explored-world.ts";
import type { Collections } from "./kept-storage.ts";
import type { Allowance, Choice, Hand, Moment } from "./moment.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * What the future depends on, as a short text: two moments with the same one have the same future, so that only the
 * first is walked. Left out are words, names, histories and counters that no rule reads; times count from now; ids
 * that chance makes are numbered in the order in which they appear (docs/adr/0031-…).
 */
export function fingerprintOf(moment: Moment): string {
  return createHash("sha1").update(describe(moment)).digest("base64");
}

/** The text behind a fingerprint, to see why two moments differ. */
export function describe(moment: Moment): string {
  const { orders, payments, stripe, messages, webhooks, hands, left } = moment;
  const parts = [
    ...of(orders, "orders", orderText),
    ...of(payments, "payments", paymentText),
    ...of(payments, "movements", movementText),
    ...["receivables", "withdrawals", "payout_accounts", "balances"].flatMap((name) =>
      of(payments, name, plainText),
    ),
    ...of(payments, "timers", timerText),
    ...(left.decision === undefined ? [] : of(payments, "exceptions", exceptionText)),
    ...[...stripe.objects.values()].map(objectText),
    ...[...stripe.jobs.values()].map(jobText),
    ...keyTexts(moment),
    ...messages.map(({ queue, message }) => `${queue} ${message.name}`).toSorted(),
    ...webhooks.map(({ type, objectId }) => `${readerOf(type)} ${objectId}`).toSorted(),
    ...hands.map((hand) => handText(hand, payments)),
    JSON.stringify(leftOf(moment)),
  ];
  return relative(parts.filter((part) => part !== "").join("\n"), moment.nowMs);
}

/** What people may still choose makes no difference once the order has ended. */
function leftOf({ orders, left }: Moment): Allowance {
  const order = [...(orders.get("orders")?.values() ?? [])].map(asOrder)[0];
  if (order === undefined || !isFinal(order.state)) return left;
  return Object.fromEntries(Object.entries(left).filter(([choice]) => !ORDER_CHOICES.includes(choice)));
}

const ORDER_CHOICES: readonly string[] = [
  "request cancellation",
  "request revision",
  "resume",
  "statement",
  "brief",
  "review",
] satisfies Choice[];

function of(collections: Collections, name: string, text: (document: Document) => string): string[] {
  return [...(collections.get(name)?.values() ?? [])].map((document) => cached(document, text));
}

const texts = new WeakMap<object, string>();

/** Documents and rows are never changed, and most of them stay from one moment to the next. */
function cached<Kept extends object>(kept: Kept, text: (kept: Kept) => string): string {
  const known = texts.get(kept);
  if (known !== undefined) return known;
  const made = text(kept);
  texts.set(kept, made);
  return made;
}

/** Times stand in the texts as `@ms@`, so that a text can be kept while time passes. */
const at = (time: unknown) => (time instanceof Date ? `@${time.getTime()}@` : null);

/** What `orderText` writes by hand of an order, and what no rule reads. Any other field is written whole. */
const KNOWN_FIELDS: readonly string[] = [
  ...["state", "brief", "listing", "revisions", "cancellationRequest", "dispute", "outcome", "dueAt"],
  ...["deadlines", "timeline", "deliveries", "sequence", "placedAt", "paidAt", "acceptedAt", "endedAt"],
  ...["_id", "buyerId", "sellerId", "totalAmount", "category"],
  ...["isSale", "placeByAge", "placeByDeadline", "disputeQueue", "placeInQueue"],
];

/** A value with its times as `at` writes them. */
function timed(value: unknown): unknown {
  if (value instanceof Date) return at(value);
  if (Array.isArray(value)) return value.map(timed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, timed(part)]));
}

function orderText(document: Document): string {
  const order: StoredOrder = asOrder(document);
  const { state, brief, revisions, cancellationRequest, dispute, outcome, listing } = order;
  const timesOf = (action: string) => order.timeline.filter((entry) => entry.action === action).length;
  if (isFinal(state)) {
    return JSON.stringify([
      state,
      outcome?.refundAmount,
      outcome?.releaseAmount,
      outcome?.excuse !== null,
      outcome?.justified,
    ]);
  }
  return JSON.stringify([
    state,
    // It counts when the seller does not answer.
    (state === "awaiting_payment" || state === "pending") && brief !== null,
    // How many more are within the limit.
    Math.max(-1, (listing.revisionLimit ?? 99) - revisions.count),
    revisions.open?.beyondLimit,
    cancellationRequest?.answer,
    timesOf("refuse-cancellation"),
    dispute?.openedFrom,
    dispute?.escalatedAt !== null,
    at(order.dueAt),
    order.deadlines.map((deadline) => [deadline.kind, at(deadline.at)]),
    ...Object.entries(document)
      .filter(([name]) => !KNOWN_FIELDS.includes(name))
      .map(([, value]) => timed(value)),
  ]);
}

function paymentText(document: Document): string {
  const { buyerId, sellerId, title, sequence, revision, paidAt, payBy, checkout, ...rest } = document;
  return `${plain(rest)} ${plain(checkout)} ${at(payBy)}`;
}

function movementText({ _id, state, attempt, calls, nextAt, stripeId, createdAt, order }: Document): string {
  if (state === "succeeded" || state === "failed") return `${_id} ${state} ${stripeId}`;
  // One call more or less makes no difference after the second; nor does the age after the day for which keys last.
  const many = [Math.min(Number(attempt), 2), Math.min(Number(calls), 2)].join();
  return `${_id} ${state} ${many} ${at(nextAt)} old${at(createdAt)} ${plain(order)}`;
}

/** Only the last process that took a movement records what came of it. */
function handText({ taken, outcome }: Hand, payments: Collections): string {
  const { _id, calls } = taken.entry;
  const isLast = payments.get("movements")?.get(_id)?.takenBy === taken.takenBy;
  return `${_id} ${calls > 1} ${isLast} ${JSON.stringify(outcome)}`;
}

const timerText = ({ kind, dueAt, state }: Document): string =>
  state === "armed" ? `${String(kind)} ${at(dueAt)}` : "";

/** While an admin may decide about it. */
const exceptionText = ({ kind, state, lossCents }: Document): string =>
  state === "resolved" ? "" : `${String(kind)} ${lossCents}`;

const plainText = (document: Document): string => plain(document);

/** Fields that no rule reads: histories and counters. */
const SILENT = [
  "sequence",
  "revision",
  "createdAt",
  "openedAt",
  "decidedAt",
  "paidAt",
  "expiresAt",
  "successUrl",
  "cancelUrl",
  "requirements",
  "entryCount",
  "collections",
  "reversals",
];

function plain(value: unknown): string {
  return JSON.stringify(value, (name, inner) => (SILENT.includes(name) ? undefined : inner)) ?? "";
}

/** What is read of each kind of Stripe's objects, or done to it. Other kinds follow from these. */
const readOf: Readonly<Record<string, readonly string[]>> = {
  "checkout.session": ["id", "status", "payment_status", "payment_intent"],
  charge: ["id", "amount_refunded", "disputed", "status", "balance_transaction"],
  refund: ["id", "amount", "status", "metadata", "charge"],
  transfer: ["id", "amount", "amount_reversed", "metadata"],
  transfer_reversal: ["id", "amount", "metadata", "transfer"],
  payout: ["id", "amount", "status", "metadata", "automatic"],
  dispute: ["id", "amount", "status", "charge", "balance_transactions", "evidence_details", "metadata"],
  "v2.core.account": ["id", "closed", "configuration"],
};

function objectText(row: Row): string {
  return cached(row, ({ kind, object }) => {
    const fields = readOf[String(kind)];
    if (fields === undefined) return "";
    const all: Record<string, unknown> = JSON.parse(String(object));
    const read = fields.map((field) => {
      const value = all[field];
      if (field === "balance_transactions") return Array.isArray(value) ? value.length : 0;
      if (field === "balance_transaction") return value !== null;
      if (field === "evidence_details") return JSON.stringify(value).includes('"submission_count":0');
      return value;
    });
    return JSON.stringify(read);
  });
}

/** What the simulator repeats for ever and has no part in any story. */
export const RECURRING: readonly string[] = ["forget_idempotency_keys", "pay_out_automatically"];

const jobText = (row: Row): string =>
  cached(row, ({ kind, target, due_ms }) =>
    RECURRING.includes(String(kind)) ? "" : `${kind} ${target} @${due_ms}@`,
  );

/**
 * Refusals that Stripe repeats for a day: those of the attempts that are being made. Of successes the objects speak, and
 * the key of an earlier attempt is not used again.
 */
function keyTexts({ payments, stripe }: Moment): string[] {
  const open = [...(payments.get("movements")?.values() ?? [])]
    .filter(({ state }) => state === "due" || state === "waiting")
    .map(({ _id, attempt }) => `${_id}:${attempt}`);
  return [...stripe.idempotency_keys.values()]
    .filter(({ key, status }) => Number(status) >= 400 && open.includes(String(key)))
    .map(({ key, status }) => `${String(key).slice(0, String(key).lastIndexOf(":"))} ${status}`);
}

/** Stripe's ids and the ids of withdrawals: of chance. */
const CHANCE = /\b(?:ch|cs|pi|re|pyr|tr|trr|po|du|dp|txn|acct|evt|withdrawal)_(?:test_)?[A-Za-z0-9]{16,26}/g;

function relative(text: string, nowMs: number): string {
  const numbers = new Map<string, string>();
  return text
    .replaceAll(/old@(\d+)@/g, (_all, ms: string) => (nowMs - Number(ms) > DAY_MS ? "old" : "new"))
    .replaceAll(/@(\d+)@/g, (_all, ms: string) => distance(Number(ms) - nowMs))
    .replaceAll(CHANCE, (id) => {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      const made = `#${numbers.size}`;
      numbers.set(id, made);
      return made;
    });
}

/** How far off a time is: past, now, in a moment, or to the minute. Milliseconds only tell before from after. */
function distance(ms: number): string {
  if (ms < 0) return "past";
  if (ms === 0) return "now";
  if (ms <= 1) return "next";
  return ms < MINUTE_MS ? "soon" : `${Math.round(ms / MINUTE_MS)}m`;
}
