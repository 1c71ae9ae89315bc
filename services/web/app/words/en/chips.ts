import type { ChipWords } from "../../guide/labels.ts";

/** The states of an order, as its tab, lists and help name them. */
export const chips: ChipWords = {
  toPay: "To pay",
  toAccept: "To accept",
  toDeliver: "To deliver",
  toCheck: "To check",
  toAnswer: "To answer",
  toDecide: "To decide",
  confirming: "Confirming",
  pending: "Pending",
  inProgress: "In progress",
  delivered: "Delivered",
  revisionAsked: "Revision asked for",
  revisionRefused: "Revision refused",
  late: "Late",
  dispute: "Dispute",
  completed: "Completed",
  refused: "Refused",
  expired: "Expired",
  cancelled: "Cancelled",
  unpaid: "Not paid",
};
