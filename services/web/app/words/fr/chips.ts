import type { ChipWords } from "../../guide/labels.ts";

/** The states of an order, as its tab, lists and help name them. */
export const chips: ChipWords = {
  toPay: "À payer",
  toAccept: "À accepter",
  toDeliver: "À livrer",
  toCheck: "À vérifier",
  toAnswer: "À répondre",
  toDecide: "À décider",
  confirming: "Confirmation",
  pending: "En attente",
  inProgress: "En cours",
  delivered: "Livrée",
  revisionAsked: "Retouche demandée",
  revisionRefused: "Retouche refusée",
  late: "En retard",
  dispute: "Litige",
  completed: "Terminée",
  refused: "Refusée",
  expired: "Expirée",
  cancelled: "Annulée",
  unpaid: "Non payée",
};
