import type { DialogName, DialogWords } from "../../guide/dialogs.ts";
import type { OrderActionWords, OrderActionWordsOn, TimelineWords } from "../../guide/labels.ts";
import type { PanelFacts } from "../../guide/panel-words.ts";
import { countedEn } from "../plural.ts";

export const actions: OrderActionWords = {
  pay: ({ total }) => `Pay ${total}`,
  brief: () => "Complete the brief",
  write: ({ other }) => `Write to ${other}`,
  accept: ({ dueIfNow }) => `Accept, deliver by ${dueIfNow}`,
  refuse: () => "Refuse, saying why…",
  cancel: () => "Cancel the order…",
  deliver: () => "Deliver the order",
  approve: () => "Approve without a review…",
  review: () => "Leave a review",
  "request-revision": () => "Ask for a revision…",
  "accept-revision": () => "Accept the revision",
  "refuse-revision": () => "Refuse, saying why…",
  "request-cancellation": () => "Ask to cancel…",
  "withdraw-cancellation": () => "Withdraw my request",
  "accept-cancellation": () => "Accept the cancellation",
  "refuse-cancellation": () => "Refuse, saying why…",
  "open-dispute": () => "Open a dispute…",
  "add-statement": () => "Add a statement",
  "concede-dispute": ({ other }) => `Concede and refund ${other}…`,
  "drop-dispute": ({ other }) => `Drop the dispute and pay ${other}…`,
  "order-again": () => "Order again",
  similar: () => "See similar services",
  receipt: () => "Download the receipt",
  balance: () => "See my balance",
};

/** R23: an own cancellation is seen on the profile. */
const cancelVisibly = ({ cancellationSpan }: PanelFacts) =>
  `Cancel the order… (shows on your profile for ${cancellationSpan})`;

export const actionsOn: OrderActionWordsOn = {
  buyerToPay: { brief: () => "Prepare the brief" },
  buyerConfirming: { brief: () => "Prepare the brief" },
  buyerNotPaid: { brief: () => "Prepare the brief" },
  buyerPending: { brief: () => "Change the brief", cancel: () => "Cancel the order (full refund)…" },
  buyerPendingNoBrief: { cancel: () => "Cancel the order (full refund)…" },
  sellerPendingNoBrief: { write: () => "Ask for the brief", accept: () => "Accept anyway" },
  buyerLate: {
    write: ({ other }) => `Ask ${other} how it is going`,
    cancel: ({ total }) => `Cancel and get ${total} back…`,
  },
  buyerLateAsked: {
    write: ({ other }) => `Ask ${other} how it is going`,
    cancel: ({ total }) => `Cancel and get ${total} back…`,
  },
  buyerDenied: { "request-cancellation": () => "Ask again…" },
  sellerInProgress: { cancel: cancelVisibly },
  sellerRework: { cancel: cancelVisibly },
  sellerResumed: { cancel: cancelVisibly },
  sellerLate: {
    deliver: () => "Deliver now",
    write: ({ other }) => `Tell ${other}`,
    cancel: cancelVisibly,
  },
  sellerLateAsked: { deliver: () => "Deliver now" },
  sellerDelivered: { cancel: cancelVisibly },
  sellerRevision: { cancel: cancelVisibly },
  sellerRevisionBeyond: { cancel: cancelVisibly },
  sellerDenied: { cancel: () => "Cancel and refund…" },
  buyerDelivered: { review: () => "Approve and review" },
  buyerRevisionRefused: { approve: () => "Approve the order" },
  buyerDisputed: { write: () => "Write in the conversation" },
  sellerDisputed: { write: () => "Write in the conversation" },
  buyerEscalated: { write: () => "Write in the conversation" },
  sellerEscalated: { write: () => "Write in the conversation" },
};

export const timeline: TimelineWords = {
  place: () => "Order placed",
  pay: () => "Payment received, the money is held",
  complete_brief: ({ files }) => `Brief sent${files === 0 ? "" : `: ${countedEn(files, "file", "files")}`}`,
  accept: () => "Order accepted",
  refuse: () => "Order refused",
  cancel: () => "Order cancelled",
  deliver: ({ files, links }) => `Delivery: ${parts(files, links)}`,
  approve: () => "Order approved",
  review: () => "Review left, order approved",
  "request-revision": () => "Revision asked for",
  "accept-revision": () => "Revision accepted",
  "refuse-revision": () => "Revision refused",
  "request-cancellation": () => "Cancellation asked for",
  "withdraw-cancellation": () => "Request to cancel withdrawn",
  "accept-cancellation": () => "Cancellation accepted",
  "refuse-cancellation": () => "Cancellation refused",
  "open-dispute": () => "Dispute opened",
  "add-statement": () => "Statement added to the dispute",
  "concede-dispute": () => "Dispute conceded, all refunded",
  "drop-dispute": () => "Dispute dropped",
  "resolve-dispute": () => "Decision of the mediator",
  "excuse-cancellation": () => "Cancellation excused",
  charge_back: () => "Payment disputed with the bank",
  win_chargeback: () => "Bank dispute closed: the payment holds",
  lose_chargeback: () => "Payment taken back by the bank",
  expire_payment: () => "Time to pay is over",
  expire: () => "Expired without an answer from the seller",
  complete: () => "Completed without an answer from the buyer",
  accept_revision_by_silence: () => "Revision accepted, for want of an answer",
  refuse_revision_by_silence: () => "Revision refused, for want of an answer",
  leave_cancellation_unanswered: () => "Request to cancel left unanswered",
  escalate: () => "Case taken over by support",
  end: () => "Longest time reached",
  remind: () => "Reminder sent",
};

function parts(files: number, links: number): string {
  return [
    ...(files > 0 ? [countedEn(files, "file", "files")] : []),
    ...(links > 0 ? [countedEn(links, "link", "links")] : []),
  ].join(", ");
}

const none = () => "";
const neutral = () => "Does not count against you.";
const refundInFull = ({ total }: { total: string }) => `Your ${total} are refunded in full.`;
const stillHeld = ({ total }: { total: string }) => `${total} stay held until the end.`;

export const dialogs: Record<DialogName, DialogWords> = {
  brief: {
    title: () => "Your brief",
    money: stillHeld,
    time: () =>
      "The delivery time starts only when the seller accepts. You can add to it until the delivery.",
    score: none,
    field: ({ other }) => `What ${other} needs`,
    button: () => "Send the brief",
  },
  accept: {
    title: () => "Accept the order",
    money: ({ total, yours }) => `${total} stay held until the end; ${yours} will be yours.`,
    time: ({ dueIfNow }) => `Your time starts now: to deliver by ${dueIfNow}.`,
    score: () => "Delivering in time raises it.",
    field: none,
    button: () => "Accept the order",
  },
  refuse: {
    title: () => "Refuse the order",
    money: ({ total, other }) => `${total} are refunded to ${other} in full.`,
    time: () => "The order ends at once and cannot come back.",
    score: ({ refusalTolerance }) =>
      `Counts in your refusal rate, which has no effect up to ${refusalTolerance}.`,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: () => "Refuse the order",
  },
  "cancel-pending": {
    title: () => "Cancel the order",
    money: refundInFull,
    time: () => "The order ends at once and cannot come back.",
    score: ({ other }) => `The score of ${other} does not change.`,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: ({ total }) => `Cancel and get ${total} back`,
  },
  "cancel-late": {
    title: () => "Cancel the late order",
    money: refundInFull,
    time: () => "The order ends at once and cannot come back.",
    score: ({ other }) => `Being late counts in the score of ${other}.`,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: ({ total }) => `Cancel and get ${total} back`,
  },
  "cancel-as-seller": {
    title: () => "Cancel the order",
    money: ({ total, other }) => `${total} are refunded to ${other} in full. You receive nothing.`,
    time: () => "The order ends at once and cannot come back.",
    score: ({ cancellationSpan }) =>
      `Shows on your profile for ${cancellationSpan} and lowers your score, unless a mediator excuses it.`,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: ({ total }) => `Cancel and refund ${total}`,
  },
  "cancel-as-asked": {
    title: () => "Cancel and refund",
    money: ({ total, other }) => `${total} are refunded to ${other} in full. You receive nothing.`,
    time: () => "The order ends at once and cannot come back.",
    score: neutral,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: ({ total }) => `Cancel and refund ${total}`,
  },
  deliver: {
    title: () => "Deliver the order",
    money: ({ yours, other, completionWindow }) =>
      `${yours} are yours once ${other} approves, or without an answer after ${completionWindow}.`,
    time: ({ due, other, completionWindow }) =>
      `You are in time: it was due by ${due}. ${other} has ${completionWindow} to check.`,
    score: () => "Counts as delivered in time.",
    field: ({ other }) => `Message to ${other}`,
    button: () => "Deliver the order",
  },
  "deliver-late": {
    title: () => "Deliver the order",
    money: ({ yours, other, completionWindow }) =>
      `${yours} are yours once ${other} approves, or without an answer after ${completionWindow}.`,
    time: ({ due, other }) => `It was due on ${due}. Once delivered, ${other} can no longer cancel alone.`,
    score: () => "Counts as delivered late.",
    field: ({ other }) => `Message to ${other}`,
    button: () => "Deliver the order",
  },
  approve: {
    title: () => "Approve without a review",
    money: ({ total, other }) => `${total} are paid to ${other}, less the commission.`,
    time: () => "The order completes. You can still leave a review afterwards.",
    score: none,
    field: none,
    button: ({ total }) => `Approve and pay ${total}`,
  },
  "review-delivered": {
    title: () => "Approve and review",
    money: ({ total, other }) => `${total} are paid to ${other}, less the commission.`,
    time: () => "The order completes: no more revisions afterwards.",
    score: ({ other }) => `Your stars count in the score of ${other}.`,
    field: () => "Your review, in public",
    button: ({ total }) => `Publish and pay ${total}`,
  },
  "review-completed": {
    title: () => "Leave a review",
    money: () => "Nothing moves: the order is completed.",
    time: () => "A review cannot be changed.",
    score: ({ other }) => `Your stars count in the score of ${other}.`,
    field: () => "Your review, in public",
    button: () => "Publish the review",
  },
  "request-revision": {
    title: () => "Ask for a revision",
    money: stillHeld,
    time: () => "The time to approve stops. Without an answer the revision is accepted.",
    score: none,
    field: () => "What should change, and why",
    button: () => "Ask for the revision",
  },
  "request-revision-beyond": {
    title: () => "Ask for one more revision",
    money: stillHeld,
    time: ({ other }) =>
      `The included revisions are used: ${other} is free, and silence means no. The time to approve stops.`,
    score: none,
    field: () => "What should change, and why",
    button: () => "Ask for the revision",
  },
  "accept-revision": {
    title: () => "Accept the revision",
    money: stillHeld,
    time: ({ dueIfNow }) => `To deliver by ${dueIfNow}.`,
    score: neutral,
    field: none,
    button: () => "Accept the revision",
  },
  "refuse-revision": {
    title: () => "Refuse the revision",
    money: stillHeld,
    time: ({ other, completionWindow }) =>
      `${other} has ${completionWindow} to approve or to open a dispute. Without a choice you are paid.`,
    score: neutral,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: () => "Refuse the revision",
  },
  "request-cancellation": {
    title: () => "Ask to cancel",
    money: ({ total }) => `${total} stay held. Accepted, they are refunded to you in full.`,
    time: ({ other }) => `${other} has some time to answer. Refused or no answer: you may open a dispute.`,
    score: ({ other }) => `The score of ${other} does not change.`,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: () => "Send the request",
  },
  "withdraw-cancellation": {
    title: () => "Withdraw my request",
    money: stillHeld,
    time: ({ due }) => `The order goes on: delivery by ${due}.`,
    score: none,
    field: none,
    button: () => "Withdraw my request",
  },
  "accept-cancellation": {
    title: () => "Accept the cancellation",
    money: ({ total, other }) => `${total} are refunded to ${other} in full. You receive nothing.`,
    time: () => "The order ends at once and cannot come back.",
    score: neutral,
    field: none,
    button: ({ total }) => `Accept and refund ${total}`,
  },
  "refuse-cancellation": {
    title: () => "Refuse the cancellation",
    money: stillHeld,
    time: ({ due, other }) =>
      `The order goes on: to deliver by ${due}. ${other} may open a dispute; a second refusal opens one by itself.`,
    score: neutral,
    field: ({ other }) => `Your reasons, which ${other} will read`,
    button: () => "Refuse the cancellation",
  },
  "open-dispute": {
    title: () => "Open a dispute",
    money: ({ total }) => `${total} stay held until the decision.`,
    time: () => "All clocks stop. A mediator reads everything and decides; the decision is final.",
    score: none,
    field: () => "What happened, read by both sides and the mediator",
    button: () => "Open the dispute",
  },
  "add-statement": {
    title: () => "Add a statement",
    money: ({ total }) => `${total} stay held until the decision.`,
    time: () => "The clocks stay stopped.",
    score: none,
    field: () => "The facts, read by both sides and the mediator",
    button: () => "Add the statement",
  },
  "concede-dispute": {
    title: ({ other }) => `Concede and refund ${other}`,
    money: ({ total, other }) => `${total} are refunded to ${other} in full. You receive nothing.`,
    time: () => "The dispute ends at once and cannot come back.",
    score: neutral,
    field: none,
    button: ({ total }) => `Concede and refund ${total}`,
  },
  "drop-dispute": {
    title: ({ other }) => `Drop the dispute and pay ${other}`,
    money: ({ total, other }) => `${total} are paid to ${other}, less the commission.`,
    time: () => "The order ends at once and cannot come back.",
    score: none,
    field: none,
    button: ({ total }) => `Drop it and pay ${total}`,
  },
};

/** What every dialog says, whatever it is about, and the names of what it asks for. */
export const dialog = {
  close: "Close",
  money: "Money",
  time: "Time",
  score: "Score",
  keep: "Change nothing",
  working: "Sending…",
  explanationMissing: "Explain in a few words.",
  messageMissing: "Write a message.",
  nothingToDeliver: "Add at least one file or link.",
  filesUnderWay: "A file is still on its way. Wait for it, or remove it.",
  linkWrong: "A link begins with https:// or http://.",
  starsMissing: "Give one to five stars.",
  reason: "Reason",
  reasons: {
    unclear_brief: "The brief is missing or not clear",
    outside_scope: "Outside what I offer",
    other: "Another reason",
  },
  stars: "Your rating",
  starsOf: ({ stars }: { stars: number }) => countedEn(stars, "star", "stars"),
  deliveryHint: "Say what each file holds, and how to open it.",
  briefHint: "Answer everything the seller asks for. The clearer it is, the sooner they can accept.",
  kept: "What you write is kept in this tab.",
};
