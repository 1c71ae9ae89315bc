import { z } from "zod";
import { WEBHOOK_ENDPOINTS } from "../world.ts";

/** How often a fault strikes: `times` matching occasions (null: until it is deleted), each with `probability`. */
const often = {
  times: z.int().min(1).max(100_000).nullable().default(1),
  probability: z.number().min(0).max(1).default(1),
};
/** Which requests: `path` may hold `*`, such as `/v1/transfers` or `/v1/*`; `account` is the Stripe-Account header. */
const requests = {
  method: z.enum(["GET", "POST", "DELETE"]).optional(),
  path: z.string().min(1).max(300).default("*"),
  account: z.string().optional(),
  ...often,
};
/** Which webhooks: event types may hold `*`. */
const webhooks = {
  types: z.array(z.string().min(1)).min(1).optional(),
  endpoint: z.enum(WEBHOOK_ENDPOINTS).optional(),
  ...often,
};
const status = z.union([z.literal(409), z.literal(429), z.literal(500), z.literal(502), z.literal(503)]);
/** A definite no, as of an API key that lacks a permission, before anything is done. */
const statusBefore = z.union([status, z.literal(400), z.literal(402), z.literal(403), z.literal(404)]);
/** Which 429 it is: too many requests, or an object that another request holds. */
const code = z.enum(["rate_limit", "lock_timeout"]).default("rate_limit");
const ms = z.int().min(0).max(600_000);
/** Stripe repeats a webhook for three days, so that it may come as late as that. */
const webhookMs = z
  .int()
  .min(0)
  .max(3 * 24 * 3_600_000);

/** Everything that can be made to go wrong. A new fault is a row here, and a line in the plan that it changes. */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("delay"), ms, ...requests }),
  z.strictObject({
    kind: z.literal("answer_before_work"),
    status: statusBefore.default(500),
    code,
    // Whether the same key gets this answer again for 24 hours, though nothing was done.
    isKept: z.boolean().default(false),
    ...requests,
  }),
  z.strictObject({
    kind: z.literal("answer_after_work"),
    status: status.default(500),
    code,
    // `result`: the next request with the same key gets what was done (an edge in front of the API failed).
    // `error`: it gets this error again for 24 hours (the API itself failed), so the client has to look.
    remember: z.enum(["result", "error"]).default("result"),
    ...requests,
  }),
  z.strictObject({ kind: z.literal("hang_before_work"), ...requests }),
  z.strictObject({ kind: z.literal("hang_after_work"), ...requests }),
  z.strictObject({ kind: z.literal("disconnect_before_work"), ...requests }),
  z.strictObject({ kind: z.literal("disconnect_after_work"), ...requests }),
  z.strictObject({ kind: z.literal("webhook_drop"), ...webhooks }),
  z.strictObject({
    kind: z.literal("webhook_duplicate"),
    copies: z.int().min(1).max(20).default(1),
    ...webhooks,
  }),
  // `jitterMs`: up to so much longer, each copy by chance, so that they arrive in any order.
  z.strictObject({
    kind: z.literal("webhook_delay"),
    ms: webhookMs,
    jitterMs: webhookMs.default(0),
    ...webhooks,
  }),
  // The next `times` webhooks arrive last one first, when they come closer together than `spacingMs`.
  z.strictObject({ kind: z.literal("webhook_reorder"), spacingMs: ms.default(200), ...webhooks }),
  z.strictObject({
    kind: z.literal("payout_fails"),
    account: z.string().optional(),
    failureCode: z.string().min(1).default("account_closed"),
    ...often,
  }),
  z.strictObject({ kind: z.literal("refund_fails"), ...often }),
  // The next refunds wait: for the bank, or for the buyer to name an account.
  z.strictObject({
    kind: z.literal("refund_waits"),
    status: z.enum(["pending", "requires_action"]).default("pending"),
    ...often,
  }),
]);

export type Fault = z.output<typeof faultSchema>;

/** A moment at which something may go wrong. */
export type Occasion =
  | { at: "request"; method: string; path: string; account: string | null }
  | { at: "webhook"; type: string; endpoint: string }
  | { at: "payout"; account: string }
  | { at: "refund" }
  | { at: "refund_creation" };

export function strikes(fault: Fault, occasion: Occasion): boolean {
  switch (fault.kind) {
    case "delay":
    case "answer_before_work":
    case "answer_after_work":
    case "hang_before_work":
    case "hang_after_work":
    case "disconnect_before_work":
    case "disconnect_after_work":
      return (
        occasion.at === "request" &&
        (fault.method === undefined || fault.method === occasion.method) &&
        (fault.account === undefined || fault.account === occasion.account) &&
        fits(fault.path, occasion.path)
      );
    case "webhook_drop":
    case "webhook_duplicate":
    case "webhook_delay":
    case "webhook_reorder":
      return (
        occasion.at === "webhook" &&
        (fault.endpoint === undefined || fault.endpoint === occasion.endpoint) &&
        (fault.types === undefined || fault.types.some((type) => fits(type, occasion.type)))
      );
    case "payout_fails":
      return occasion.at === "payout" && (fault.account === undefined || fault.account === occasion.account);
    case "refund_fails":
      return occasion.at === "refund";
    case "refund_waits":
      return occasion.at === "refund_creation";
  }
}

/** Whether `text` is `pattern`, where `*` stands for anything. */
function fits(pattern: string, text: string): boolean {
  const expression = pattern
    .split("*")
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${expression}$`).test(text);
}

export type InjectedAnswer = { status: number; code: "rate_limit" | "lock_timeout" };

/** What goes wrong with one request; `before` and `after` are about the work, and only one of the two is ever set. */
export type RequestPlan = {
  delayMs: number;
  before: "hang" | "disconnect" | (InjectedAnswer & { isKept: boolean }) | null;
  after: "hang" | "disconnect" | (InjectedAnswer & { remember: "result" | "error" }) | null;
};

export function requestPlan(faults: readonly Fault[]): RequestPlan {
  const plan: RequestPlan = { delayMs: 0, before: null, after: null };
  for (const fault of faults) {
    if (fault.kind === "delay") plan.delayMs += fault.ms;
    if (fault.kind === "answer_before_work") {
      plan.before ??= { status: fault.status, code: fault.code, isKept: fault.isKept };
    }
    if (fault.kind === "hang_before_work") plan.before ??= "hang";
    if (fault.kind === "disconnect_before_work") plan.before ??= "disconnect";
    if (fault.kind === "answer_after_work") {
      plan.after ??= { status: fault.status, code: fault.code, remember: fault.remember };
    }
    if (fault.kind === "hang_after_work") plan.after ??= "hang";
    if (fault.kind === "disconnect_after_work") plan.after ??= "disconnect";
  }
  return plan.before === null ? plan : { ...plan, after: null };
}

/** When each copy of a webhook leaves, counted from now; no entry: it never does. `random` gives 0 ≤ n < 1. */
export function deliveryPlan(faults: readonly Fault[], random: () => number): number[] {
  if (faults.some((fault) => fault.kind === "webhook_drop")) return [];
  let copies = 1;
  let delayMs = 0;
  let jitterMs = 0;
  for (const fault of faults) {
    if (fault.kind === "webhook_duplicate") copies += fault.copies;
    if (fault.kind === "webhook_delay") {
      delayMs += fault.ms;
      jitterMs += fault.jitterMs;
    }
    // `times` counts down from one webhook to the next, so that each leaves before the one in front of it.
    if (fault.kind === "webhook_reorder") delayMs += fault.spacingMs * (fault.times ?? 1);
  }
  return Array.from({ length: copies }, () => delayMs + Math.floor(random() * jitterMs));
}
