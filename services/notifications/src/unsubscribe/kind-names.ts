import type { Locale } from "@vc/contracts";
import type { Kind, kinds } from "../kinds.ts";

/** The kinds whose e-mails can be switched off. */
type OptionalKind = { [K in Kind]: (typeof kinds)[K]["isMandatory"] extends false ? K : never }[Kind];

const names = {
  order_confirmed: { fr: "Commande payée", en: "Order paid" },
  order_payment_expired: { fr: "Commande non payée à temps", en: "Order not paid in time" },
  brief_completed: { fr: "Consignes reçues", en: "Brief received" },
  order_accepted: { fr: "Commande acceptée", en: "Order accepted" },
  cancellation_excused: { fr: "Annulation excusée", en: "Cancellation excused" },
  order_completed: { fr: "Commande terminée", en: "Order completed" },
  cancellation_withdrawn: { fr: "Demande d’annulation retirée", en: "Request to cancel withdrawn" },
  dispute_statement: { fr: "Déclaration dans un litige", en: "Statement in a dispute" },
  earnings_released: { fr: "Gains ajoutés au solde", en: "Earnings added to the balance" },
  withdrawal_paid: { fr: "Retrait effectué", en: "Withdrawal paid" },
  message_received: { fr: "Nouveaux messages", en: "New messages" },
  review_received: { fr: "Nouvel avis", en: "New review" },
  review_replied: { fr: "Réponse à un avis", en: "Reply to a review" },
  review_removed: { fr: "Avis retiré", en: "Review removed" },
  report_decided: { fr: "Signalement traité", en: "Report decided" },
  report_waiting: { fr: "Signalement à traiter", en: "Report to decide" },
  support_waiting: { fr: "Demande au support", en: "Request to support" },
  support_closed: { fr: "Demande au support close", en: "Request to support closed" },
} as const satisfies Record<OptionalKind, Record<Locale, string>>;

/** What a kind of e-mail is called; empty for one that is mandatory now and was not when the link was made. */
export function nameOfKind(kind: Kind, locale: Locale): string {
  const known: Partial<Record<Kind, Record<Locale, string>>> = names;
  return known[kind]?.[locale] ?? "";
}
