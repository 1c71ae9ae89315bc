import type { OutcomeReason, PanelFacts, PanelWords } from "../../guide/panel-words.ts";
import type { PanelName } from "../../guide/panels.ts";
import { pluralEn } from "../plural.ts";

const ANSWER = "Answer";

const used = ({ revisionsUsed, revisionLimit }: PanelFacts) =>
  revisionLimit === null
    ? `${revisionsUsed} asked for so far, no limit`
    : `${revisionsUsed} of ${revisionLimit}`;
/** How many revisions a buyer may still ask for within the listing's limit. */
const left = ({ revisionsUsed, revisionLimit }: PanelFacts) =>
  revisionLimit === null
    ? "no limit"
    : revisionsUsed >= revisionLimit
      ? "those included are used"
      : `${revisionLimit - revisionsUsed} of ${revisionLimit} left`;
const days = ({ deliveryDays }: PanelFacts) =>
  pluralEn(deliveryDays, { one: `${deliveryDays} day`, other: `${deliveryDays} days` });
const back = ({ refund }: PanelFacts) =>
  `Your ${refund} are on their way back to the card you paid with: a few days, depending on your bank.`;
const gone = ({ refund, other }: PanelFacts) => `${refund} are refunded to ${other}.`;
const uncounted = () => "It does not count against you.";
const reviewable = ({ reviewUntil }: PanelFacts) =>
  reviewUntil === ""
    ? "The order stays here, with its files and its conversation."
    : `You can leave a review until ${reviewUntil}: it helps the next buyers.`;

const completed: Partial<Record<OutcomeReason, { buyer: string; seller: string }>> = {
  silence: {
    buyer: "As you did not answer, the order completed itself.",
    seller: "As the buyer did not answer, the order completed itself.",
  },
  dropped: { buyer: "You dropped the dispute.", seller: "The dispute was dropped." },
  time_limit: {
    buyer: "The order reached its longest time.",
    seller: "The order reached its longest time.",
  },
};
const because = (reason: PanelFacts["reason"], role: "buyer" | "seller") => {
  const text = reason === null ? undefined : completed[reason]?.[role];
  return text === undefined ? "" : ` ${text}`;
};
const refusedFor: Partial<Record<OutcomeReason, string>> = {
  unclear_brief: "Reason: the brief is missing or not clear enough.",
  outside_scope: "Reason: the request is outside what is offered.",
};
const reasonOf = ({ reason }: PanelFacts) => (reason === null ? "" : (refusedFor[reason] ?? ""));

const seller = {
  inProgress: {
    headline: ({ due }: PanelFacts) => `To deliver by ${due}`,
    text: ({ yours }: PanelFacts) =>
      `${yours} are waiting for you. A delivery is a message with at least one file or link.`,
    next: ({ other, completionWindow }: PanelFacts) =>
      `${other} then has ${completionWindow} to check. Without an answer you are paid.`,
  },
} as const;

export const panels: Record<PanelName, PanelWords> = {
  buyerToPay: {
    headline: () => "One step left: the payment",
    text: ({ until, other }) =>
      `Your order is kept for you until ${until}. Your money will be held; ${other} receives it only at the end.`,
    next: ({ until }) => `Not paid by ${until}, the order cancels itself and nothing is charged.`,
    row: { title: ({ order }) => `Pay for “${order.listing.title}”`, button: ({ total }) => `Pay ${total}` },
  },
  buyerConfirming: {
    headline: () => "Payment received, being confirmed…",
    text: () => "This page updates by itself, mostly within seconds.",
    next: ({ other }) => `Your money is then held, and ${other} receives your order.`,
  },
  buyerNotPaid: {
    headline: () => "The payment did not take place",
    text: ({ until }) => `Nothing was charged. Your order is kept for you until ${until}.`,
    next: ({ until }) => `Not paid by ${until}, the order cancels itself.`,
    row: { title: ({ order }) => `Pay for “${order.listing.title}”`, button: ({ total }) => `Pay ${total}` },
  },
  buyerUnpaid: {
    headline: () => "This order was not paid in time",
    text: ({ paymentWindow }) => `The ${paymentWindow} are over. Nothing was charged.`,
    next: () => "Should a payment still arrive, it is refunded in full by itself.",
  },

  buyerPendingNoBrief: {
    headline: ({ other }) => `${other} is waiting for your brief`,
    text: ({ total, other }) => `${total} held. The clearer your brief, the sooner ${other} can accept.`,
    next: ({ until, other }) =>
      `No answer from ${other} by ${until}: the order cancels itself and you are refunded in full.`,
    row: {
      title: ({ order }) => `Complete the brief of “${order.listing.title}”`,
      button: () => "Complete",
    },
  },
  buyerPending: {
    headline: ({ other }) => `${other} is looking at your order`,
    text: ({ total }) => `Your brief is sent and ${total} are held. There is nothing for you to do.`,
    next: ({ until }) => `An answer by ${until}. Without one: cancelled, and you are refunded in full.`,
  },
  sellerPendingNoBrief: {
    headline: () => "No brief yet: do not accept right away",
    text: (facts) =>
      `${facts.other} has paid; ${facts.total} are held. Your delivery time (${days(facts)}) would start as you accept.`,
    next: ({ until }) => `If nothing comes by ${until}, let it expire: it will not count against you.`,
    row: {
      title: ({ order }) => `Ask for the brief of “${order.listing.title}”`,
      button: () => ANSWER,
    },
  },
  sellerPending: {
    headline: () => "An order is waiting for your answer",
    text: (facts) =>
      `${facts.other} has paid: ${facts.total} held, ${facts.yours} of it yours. All clear? Your delivery time (${days(facts)}) starts as you accept.`,
    next: ({ until, other }) =>
      `No answer by ${until}: it expires, ${other} is refunded, and it counts as a refusal in your score.`,
    row: { title: ({ order }) => `Accept or refuse “${order.listing.title}”`, button: () => ANSWER },
  },

  buyerInProgress: {
    headline: ({ other }) => `${other} is at work`,
    text: ({ due }) => `Delivery by ${due}. The money stays held until the end.`,
    next: () => "You will be told when it is delivered. If it is late you may cancel on your own.",
  },
  sellerInProgress: {
    ...seller.inProgress,
    row: { title: ({ order }) => `Deliver “${order.listing.title}”`, button: () => "Deliver" },
  },
  buyerRework: {
    headline: ({ other }) => `${other} is working on your revision`,
    text: ({ due }) => `Revision by ${due}. The money stays held until the end.`,
    next: () => "You will be told when it is delivered. If it is late you may cancel on your own.",
  },
  sellerRework: {
    headline: ({ due }) => `Revision to deliver by ${due}`,
    text: ({ yours }) =>
      `${yours} are waiting for you. Deliver the revision as you deliver: a message and files.`,
    next: seller.inProgress.next,
    row: {
      title: ({ order }) => `Deliver the revision of “${order.listing.title}”`,
      button: () => "Deliver",
    },
  },
  buyerResumed: {
    headline: () => "The mediator has the work go on",
    text: ({ due, other }) => `${other} delivers by ${due}. The money stays held until the end.`,
    next: () => "If it is late you may cancel on your own.",
  },
  sellerResumed: {
    headline: ({ due }) => `The work goes on: to deliver by ${due}`,
    text: ({ yours }) => `The mediator set this date. ${yours} are waiting for you.`,
    next: seller.inProgress.next,
    row: { title: ({ order }) => `Deliver “${order.listing.title}”`, button: () => "Deliver" },
  },
  buyerAsked: {
    headline: () => "Your request to cancel is sent",
    text: ({ other }) => `${other} may accept it, refuse it, or deliver, which ends the request.`,
    next: ({ until }) =>
      `An answer by ${until}. Accepted: full refund. Refused or no answer: you may open a dispute.`,
  },
  sellerAsked: {
    headline: ({ other }) => `${other} asks to cancel`,
    text: ({ other }) =>
      `Accepting refunds ${other} and does not count against you. Delivering ends the request.`,
    next: ({ until, other }) =>
      `No answer by ${until}: ${other} may open a dispute. A second refusal opens one by itself.`,
    row: { title: ({ order }) => `Cancel “${order.listing.title}”, or not`, button: () => ANSWER },
  },
  buyerDenied: {
    headline: ({ other }) => `${other} did not agree to cancel`,
    text: ({ due }) => `The order goes on: delivery by ${due}. The money stays held.`,
    next: () => "You can wait, ask again, or have a mediator decide.",
  },
  sellerDenied: {
    headline: seller.inProgress.headline,
    text: ({ other }) => `${other} wanted to cancel and may open a dispute. Say where you are.`,
    next: ({ other, completionWindow }) =>
      `Deliver in time and ${other} has ${completionWindow} to check. Cancelling now would not count against you.`,
    row: { title: ({ order }) => `Deliver “${order.listing.title}”`, button: () => "Deliver" },
  },
  buyerLate: {
    headline: ({ lateBy }) => `The delivery is ${lateBy} late`,
    text: ({ due }) => `It was due on ${due}. Your money is still held: it is up to you.`,
    next: ({ endsAt }) =>
      `You may wait, or cancel on your own at any time for a full refund. Undelivered by ${endsAt} you are refunded anyway.`,
    row: { title: ({ order }) => `Wait or cancel “${order.listing.title}”`, button: () => "Decide" },
  },
  buyerLateAsked: {
    headline: ({ lateBy }) => `The delivery is ${lateBy} late`,
    text: ({ due }) =>
      `It was due on ${due}. Your request to cancel still waits, but you need it no more: you may cancel.`,
    next: ({ endsAt }) =>
      `You may wait, or cancel on your own at any time for a full refund. Undelivered by ${endsAt} you are refunded anyway.`,
    row: { title: ({ order }) => `Wait or cancel “${order.listing.title}”`, button: () => "Decide" },
  },
  sellerLate: {
    headline: ({ lateBy }) => `Your delivery is ${lateBy} late`,
    text: ({ other }) =>
      `You can still deliver. ${other} may cancel at any time, and this counts in your score.`,
    next: ({ other }) => `Deliver as soon as you can, and tell ${other}: a word is often enough.`,
    row: { title: ({ order }) => `Deliver “${order.listing.title}”, late`, button: () => "Deliver" },
  },
  sellerLateAsked: {
    headline: ({ lateBy }) => `Your delivery is ${lateBy} late, with a request to cancel`,
    text: ({ other }) =>
      `You can still deliver. ${other} may cancel at any time; accepting the request does not count against you.`,
    next: ({ other }) => `Deliver as soon as you can, or answer ${other}: a word is often enough.`,
    row: { title: ({ order }) => `Deliver “${order.listing.title}”, late`, button: () => "Deliver" },
  },

  buyerDelivered: {
    headline: () => "Your order is delivered: have a look",
    text: (facts) =>
      `Open the files. All good? Approve. Something missing? Ask for a revision (${left(facts)}).`,
    next: ({ until, other }) =>
      `No answer by ${until}: the order completes and ${other} is paid. A reminder reaches you before.`,
    row: { title: ({ order }) => `Check “${order.listing.title}”`, button: () => "Check" },
  },
  sellerDelivered: {
    headline: ({ other }) => `Delivered: ${other} is checking`,
    text: () => "There is nothing for you to do. Stay reachable for questions.",
    next: ({ until, yours }) => `Paid on approval, by ${until} at the latest: ${yours}, to withdraw at once.`,
  },
  buyerRevision: {
    headline: ({ other }) => `${other} is looking at your request`,
    text: (facts) => `It is part of your order (${used(facts)}). The time to approve is stopped.`,
    next: ({ until }) => `An answer by ${until}. Without one the revision is accepted.`,
  },
  buyerRevisionBeyond: {
    headline: ({ other }) => `${other} is looking at your request`,
    text: (facts) =>
      `It is beyond what was included (${used(facts)}): ${facts.other} is free to refuse. The time to approve is stopped.`,
    next: ({ until }) =>
      `An answer by ${until}. Without one it is refused, and you choose to approve or to open a dispute.`,
  },
  sellerRevision: {
    headline: ({ other }) => `${other} asks for a revision`,
    text: (facts) => `Part of your service (${used(facts)}). Accepted now, it is due by ${facts.dueIfNow}.`,
    next: ({ until }) => `No answer by ${until}: it is accepted.`,
    row: { title: ({ order }) => `Revision asked for on “${order.listing.title}”`, button: () => ANSWER },
  },
  sellerRevisionBeyond: {
    headline: ({ other }) => `${other} asks for one more revision`,
    text: (facts) =>
      `It is beyond your limit (${used(facts)}): you are free. Accepted now, it is due by ${facts.dueIfNow}.`,
    next: ({ until }) => `No answer by ${until}: it is refused.`,
    row: {
      title: ({ order }) => `Revision asked for on “${order.listing.title}”`,
      button: () => ANSWER,
    },
  },
  buyerRevisionRefused: {
    headline: () => "The revision was refused: your choice",
    text: () => "Accept the work as it is, or have a mediator decide. The money stays held.",
    next: ({ until, other }) => `No choice by ${until}: the order completes and ${other} is paid.`,
    row: {
      title: ({ order }) => `Approve or dispute “${order.listing.title}”`,
      button: () => "Decide",
    },
  },
  sellerRevisionRefused: {
    headline: ({ other }) => `${other} decides what comes next`,
    text: ({ other }) =>
      `${other} may approve the order or have a mediator decide. You cannot cancel in the meantime.`,
    next: ({ until }) => `No choice by ${until}: the order completes and you are paid.`,
  },

  buyerDisputed: {
    headline: () => "A mediator will decide",
    text: ({ total }) => `The clocks stand still and your ${total} stay held. Say what happened and show it.`,
    next: ({ escalatesAt, endsAt }) =>
      `You will be told the decision, which is final. Without one support takes over on ${escalatesAt}; the end is ${endsAt} at the latest.`,
    row: {
      title: ({ order }) => `State your side on “${order.listing.title}”`,
      button: () => "See the dispute",
    },
  },
  sellerDisputed: {
    headline: () => "A mediator will decide",
    text: () =>
      "The clocks stand still, the money stays held. Show that the work follows the service and the requests.",
    next: ({ escalatesAt, endsAt }) =>
      `A final decision, told to both. Support from ${escalatesAt}; the end is ${endsAt} at the latest.`,
    row: {
      title: ({ order }) => `State your side on “${order.listing.title}”`,
      button: () => "See the dispute",
    },
  },
  buyerEscalated: {
    headline: () => "Support has taken the case over",
    text: ({ total }) =>
      `The clocks stand still and your ${total} stay held. You can still add what is missing.`,
    next: ({ endsAt }) => `You will be told the decision, which is final: by ${endsAt} at the latest.`,
    row: {
      title: ({ order }) => `State your side on “${order.listing.title}”`,
      button: () => "See the dispute",
    },
  },
  sellerEscalated: {
    headline: () => "Support has taken the case over",
    text: () => "The clocks stand still, the money stays held. You can still add what is missing.",
    next: ({ endsAt }) => `A final decision, told to both: by ${endsAt} at the latest.`,
    row: {
      title: ({ order }) => `State your side on “${order.listing.title}”`,
      button: () => "See the dispute",
    },
  },

  buyerCompleted: {
    headline: () => "All done. Thank you!",
    text: ({ other, reason }) => `${other} is paid.${because(reason, "buyer")}`,
    next: reviewable,
  },
  sellerCompleted: {
    headline: ({ releasedNet }) => `Completed: ${releasedNet} are yours`,
    text: ({ released, commission, reason }) =>
      `${released} paid, less the commission of ${commission} (VAT included). To withdraw at once.${because(reason, "seller")}`,
    next: ({ other }) => `A review by ${other} may arrive; you can reply once.`,
  },
  buyerDivided: {
    headline: () => "Decision: the money is divided",
    text: ({ refund, other }) =>
      `${refund} are refunded to you, the rest goes to ${other}. The decision is final.`,
    next: reviewable,
  },
  sellerDivided: {
    headline: ({ releasedNet }) => `Decision: ${releasedNet} are yours`,
    text: ({ refund, released, commission, other }) =>
      `${refund} are refunded to ${other}. Your part is ${released}, less the commission of ${commission}. The decision is final.`,
    next: ({ other }) => `A review by ${other} may arrive; you can reply once.`,
  },
  buyerReleased: {
    headline: ({ other }) => `Decision: the money goes to ${other}`,
    text: () => "The work follows the service, and your requests. The decision is final.",
    next: reviewable,
  },
  sellerReleased: {
    headline: ({ releasedNet }) => `Decision: ${releasedNet} are yours`,
    text: ({ released, commission }) =>
      `${released}, less the commission of ${commission} (VAT included). The decision is final.`,
    next: ({ other }) => `A review by ${other} may arrive; you can reply once.`,
  },
  buyerRefused: {
    headline: ({ other }) => `${other} could not take your order`,
    text: reasonOf,
    next: back,
  },
  sellerRefused: {
    headline: () => "You refused this order",
    text: ({ refund, other }) => `${refund} are refunded to ${other}, with your words.`,
    next: ({ refusalTolerance }) => `It counts in your rate; up to ${refusalTolerance} it has no effect.`,
  },
  buyerExpired: {
    headline: ({ other, acceptanceWindow }) => `${other} did not answer within ${acceptanceWindow}`,
    text: () => "The order cancelled itself.",
    next: back,
  },
  sellerExpired: {
    headline: () => "This order expired unanswered",
    text: gone,
    next: () => "The brief was there: it counts as a refusal.",
  },
  sellerExpiredUncounted: {
    headline: () => "This order expired unanswered",
    text: gone,
    next: () => "The brief was missing: it does not count against you.",
  },
  buyerCancelledOwn: { headline: () => "You cancelled this order", text: () => "", next: back },
  sellerCancelledByBuyer: {
    headline: ({ other }) => `${other} cancelled the order`,
    text: gone,
    next: uncounted,
  },
  buyerCancelledLate: { headline: () => "You cancelled this late order", text: () => "", next: back },
  sellerCancelledLate: {
    headline: ({ other }) => `${other} cancelled the late order`,
    text: gone,
    next: () => "It counts as late in your score.",
  },
  buyerCancelledAgreed: {
    headline: () => "Cancellation accepted",
    text: ({ other }) => `${other} accepted your request.`,
    next: back,
  },
  sellerCancelledAgreed: { headline: () => "You accepted the cancellation", text: gone, next: uncounted },
  buyerCancelledBySeller: {
    headline: ({ other }) => `${other} cancelled the order`,
    text: ({ refund }) => `Your ${refund} are refunded in full.`,
    next: back,
  },
  sellerCancelledOwn: {
    headline: () => "You cancelled this order",
    text: gone,
    next: ({ cancellationSpan }) =>
      `It shows on your profile for ${cancellationSpan} and lowers your score. A mediator can excuse it.`,
  },
  sellerCancelledJustified: { headline: () => "You cancelled this order", text: gone, next: uncounted },
  sellerCancelledExcused: {
    headline: () => "Your cancellation is excused",
    text: gone,
    next: () => "It no longer shows on your profile and does not count against you.",
  },
  buyerRefunded: {
    headline: () => "Decision: you are refunded in full",
    text: () => "The decision is final.",
    next: back,
  },
  sellerRefunded: {
    headline: ({ other }) => `Decision: ${other} is refunded in full`,
    text: () => "The decision is final.",
    next: gone,
  },
  buyerConceded: {
    headline: ({ other }) => `${other} refunds you in full`,
    text: ({ other }) => `${other} ended the dispute in your favour.`,
    next: back,
  },
  sellerConceded: {
    headline: ({ other }) => `You refunded ${other} in full`,
    text: () => "The dispute is closed.",
    next: gone,
  },
  buyerTimeLimit: {
    headline: () => "This order reached its longest time",
    text: () => "Undelivered, it cancelled itself.",
    next: back,
  },
  sellerTimeLimit: {
    headline: () => "This order reached its longest time",
    text: () => "Undelivered, it cancelled itself.",
    next: gone,
  },
  buyerChargedBack: {
    headline: () => "Your bank gave you the payment back",
    text: () => "The order stopped there.",
    next: () => "There is nothing for you to do.",
  },
  sellerChargedBack: {
    headline: () => "The bank of the buyer took the payment back",
    text: () => "The order stopped there. You are not at fault.",
    next: uncounted,
  },
};
