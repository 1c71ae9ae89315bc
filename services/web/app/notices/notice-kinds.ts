import type { Notification } from "@vc/client";
import type { IconName } from "../icons/list.ts";
import type { Language } from "../state/page-context.ts";

export type NoticeKind = Notification["kind"];

export const NOTICE_GROUPS = ["orders", "money", "messages", "reviews", "account"] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

interface Look {
  readonly group: NoticeGroup;
  readonly icon: IconName;
}

const order = { group: "orders", icon: "package" } as const;
const late = { group: "orders", icon: "late" } as const;
const ended = { group: "orders", icon: "ended" } as const;
const dispute = { group: "orders", icon: "scales" } as const;
const money = { group: "money", icon: "coins" } as const;
const refund = { group: "money", icon: "refund" } as const;
const review = { group: "reviews", icon: "star-large" } as const;

/** Where each kind of notification belongs, how it looks in a list, and what it is about, for the choice of channels. */
export const noticeKinds: Readonly<Record<NoticeKind, Look & Readonly<Record<Language, string>>>> = {
  order_confirmed: {
    group: "orders",
    icon: "lock",
    fr: "Votre paiement est reçu",
    en: "Your payment has arrived",
  },
  order_payment_expired: {
    ...ended,
    fr: "Une commande n’a pas été payée à temps",
    en: "An order was not paid in time",
  },
  order_paid: {
    group: "orders",
    icon: "hand",
    fr: "Une vente attend votre réponse",
    en: "A sale waits for your answer",
  },
  brief_completed: { ...order, fr: "Le client a envoyé ses consignes", en: "The buyer has sent the brief" },
  order_accepted: {
    group: "orders",
    icon: "handshake",
    fr: "Votre commande est acceptée",
    en: "Your order is accepted",
  },
  order_refused: { ...ended, fr: "Votre commande est refusée", en: "Your order is refused" },
  order_expired: { ...ended, fr: "Une commande a expiré", en: "An order has expired" },
  order_cancelled: { ...ended, fr: "Une commande est annulée", en: "An order is cancelled" },
  cancellation_excused: { ...ended, fr: "Une annulation est excusée", en: "A cancellation is excused" },
  order_delivered: { ...order, fr: "Votre commande est livrée", en: "Your order is delivered" },
  order_completed: {
    group: "orders",
    icon: "seal",
    fr: "Une commande est terminée",
    en: "An order is completed",
  },
  revision_requested: {
    group: "orders",
    icon: "hand",
    fr: "Le client demande une retouche",
    en: "The buyer asks for a revision",
  },
  revision_accepted: { ...order, fr: "Une retouche est acceptée", en: "A revision is accepted" },
  revision_refused: { ...order, fr: "Une retouche est refusée", en: "A revision is refused" },
  cancellation_requested: {
    group: "orders",
    icon: "hand",
    fr: "Le client demande l’annulation",
    en: "The buyer asks to cancel",
  },
  cancellation_withdrawn: {
    ...order,
    fr: "Une demande d’annulation est retirée",
    en: "A request to cancel is withdrawn",
  },
  cancellation_refused: {
    ...order,
    fr: "Votre demande d’annulation est refusée",
    en: "Your request to cancel is refused",
  },
  dispute_opened: { ...dispute, fr: "Un litige est ouvert", en: "A dispute is open" },
  dispute_statement: {
    ...dispute,
    fr: "Une déclaration est ajoutée au litige",
    en: "A statement is added to a dispute",
  },
  dispute_escalated: { ...dispute, fr: "Le support reprend un litige", en: "Support takes over a dispute" },
  dispute_awaits_decision: {
    ...dispute,
    fr: "Un litige attend une décision",
    en: "A dispute waits for a decision",
  },
  dispute_decided: { ...dispute, fr: "La médiation a tranché", en: "The mediator has decided" },
  work_resumed: { ...dispute, fr: "La médiation relance le travail", en: "The mediator has the work go on" },
  deadline_reminder: { ...late, fr: "Un délai se termine bientôt", en: "A time ends soon" },
  payment_refunded: { ...refund, fr: "Un paiement vous est rendu", en: "A payment is refunded to you" },
  refund_failed: { ...refund, fr: "Un remboursement n’est pas passé", en: "A refund did not go through" },
  payment_charged_back: { ...money, fr: "Une banque conteste un paiement", en: "A bank disputes a payment" },
  chargeback_decided: {
    ...money,
    fr: "La banque a répondu à une contestation",
    en: "The bank has answered a disputed payment",
  },
  earnings_released: {
    ...money,
    fr: "Votre part d’une vente est disponible",
    en: "Your part of a sale is available",
  },
  payout_account_restricted: {
    group: "money",
    icon: "warning",
    fr: "Vos retraits sont suspendus",
    en: "Your withdrawals are suspended",
  },
  withdrawal_paid: {
    group: "money",
    icon: "bank",
    fr: "Un retrait est arrivé",
    en: "A withdrawal has arrived",
  },
  withdrawal_failed: {
    group: "money",
    icon: "bank",
    fr: "Un retrait n’est pas passé",
    en: "A withdrawal did not go through",
  },
  balance_ageing: {
    group: "money",
    icon: "bank",
    fr: "Votre solde sera bientôt versé",
    en: "Your balance is paid out soon",
  },
  message_received: { group: "messages", icon: "talk", fr: "Vous avez un message", en: "You have a message" },
  review_received: { ...review, fr: "Vous avez reçu un avis", en: "You have received a review" },
  review_replied: {
    ...review,
    fr: "Le vendeur a répondu à votre avis",
    en: "The seller has replied to your review",
  },
  review_removed: { ...review, fr: "Un avis est retiré", en: "A review is removed" },
  report_decided: { ...review, fr: "Votre signalement est traité", en: "Your report is decided" },
  report_waiting: {
    ...review,
    fr: "Un avis signalé attend le support",
    en: "A reported review waits for support",
  },
  support_waiting: {
    group: "messages",
    icon: "talk",
    fr: "Une demande attend le support",
    en: "A request waits for support",
  },
  support_closed: {
    group: "messages",
    icon: "talk",
    fr: "Votre demande au support est close",
    en: "Your request to support is closed",
  },
  closing_refused: {
    group: "account",
    icon: "warning",
    fr: "Votre compte n’a pas pu être fermé",
    en: "Your account could not be closed",
  },
};

// The keys of a record are those that it was written with.
export const NOTICE_KINDS = Object.keys(noticeKinds) as NoticeKind[];

/** What each kind is about, in one language. */
export function noticeWords(language: Language): Readonly<Record<NoticeKind, string>> {
  const words = NOTICE_KINDS.map((kind) => [kind, noticeKinds[kind][language]]);
  // One entry for each kind, which fromEntries forgets.
  return Object.fromEntries(words) as Record<NoticeKind, string>;
}
