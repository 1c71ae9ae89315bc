import { z } from "zod";

/**
 * The words of docs/product-rules.md that more than one service speaks. What a service knows alone stays with it:
 * which order move is allowed when is in services/orders, not here.
 */

export const LOCALES = ["fr", "en"] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;

export const ROLES = ["user", "mediator", "admin"] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const ORDER_STATES = [
  "awaiting_payment",
  "payment_expired",
  "pending",
  "refused",
  "expired",
  "in_progress",
  "delivered",
  "revision_requested",
  "revision_refused",
  "disputed",
  "completed",
  "cancelled",
] as const;
export const OrderState = z.enum(ORDER_STATES);
export type OrderState = z.infer<typeof OrderState>;

/** Who moves an order: three kinds of people, the payment provider's facts, and the clock. */
export const ORDER_ACTORS = ["buyer", "seller", "mediator", "payment", "clock"] as const;
export const OrderActor = z.enum(ORDER_ACTORS);
export type OrderActor = z.infer<typeof OrderActor>;

/** How an order ended. */
export const OUTCOME_KINDS = ["payment_expired", "refused", "expired", "cancelled", "completed"] as const;
export const OutcomeKind = z.enum(OUTCOME_KINDS);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** R10: a refusal names its reason. */
export const REFUSAL_REASONS = ["unclear_brief", "outside_scope", "other"] as const;
export const RefusalReason = z.enum(REFUSAL_REASONS);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What a mediator can decide (R25). */
export const DISPUTE_DECISIONS = ["refund", "split", "release", "resume"] as const;

/** Why an order ended: what a person said, what a mediator decided, or what happened. */
export const OUTCOME_REASONS = [
  ...REFUSAL_REASONS,
  ...DISPUTE_DECISIONS,
  "unpaid",
  "unanswered",
  "late",
  "agreed",
  "approved",
  "reviewed",
  "silence",
  "conceded",
  "dropped",
  "charged_back",
  "time_limit",
] as const;
export const OutcomeReason = z.enum(OUTCOME_REASONS);
export type OutcomeReason = z.infer<typeof OutcomeReason>;

export const LISTING_STATES = ["draft", "published", "paused"] as const;
export const ListingState = z.enum(LISTING_STATES);
export type ListingState = z.infer<typeof ListingState>;

export const PAYOUT_ACCOUNT_STATES = ["missing", "pending", "active", "restricted"] as const;
export const PayoutAccountState = z.enum(PAYOUT_ACCOUNT_STATES);
export type PayoutAccountState = z.infer<typeof PayoutAccountState>;

export const CONVERSATION_KINDS = ["inquiry", "order", "support"] as const;
export const ConversationKind = z.enum(CONVERSATION_KINDS);
export type ConversationKind = z.infer<typeof ConversationKind>;

/** What a conversation is about. */
export const SUBJECT_KINDS = ["order", "listing", "seller", "conversation"] as const;
export const SubjectKind = z.enum(SUBJECT_KINDS);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** R38: where a request for support stands. */
export const SUPPORT_STATES = ["waiting", "taken", "closed"] as const;
export const SupportState = z.enum(SUPPORT_STATES);
export type SupportState = z.infer<typeof SupportState>;

/** R3: what is masked in a message. */
export const MASKED_KINDS = ["email", "phone", "iban", "messenger"] as const;
export const MaskedKind = z.enum(MASKED_KINDS);
export type MaskedKind = z.infer<typeof MaskedKind>;

/** R34: the only grounds on which a review is removed. */
export const REMOVAL_GROUNDS = ["unlawful", "sensitive_information", "author_request"] as const;

/** What became of a report of a review: it stays, or it was removed. */
export const REPORT_OUTCOMES = ["kept", "removed"] as const;
