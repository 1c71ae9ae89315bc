import type { OrderActor, OutcomeReason, RefusalReason } from "@vc/contracts";
import type { KindData } from "../kinds.ts";
import { duration, excerpt, moment, money } from "./formats.ts";
import type { Vocabulary } from "./words.ts";

const refusalReasons = {
  unclear_brief: "the brief is missing or not clear enough",
  outside_scope: "the request is outside their ethics or skills",
  other: "another reason",
} as const satisfies Record<RefusalReason, string>;

/** What ended an order, where the one who acted does not say it all. */
const endings: Partial<Record<OutcomeReason, string>> = {
  agreed: "The seller agreed to cancel, as the buyer had asked.",
  conceded: "The seller conceded the dispute to the buyer.",
  late: "The delivery was late, and the buyer cancelled the order.",
  dropped: "The buyer dropped the dispute.",
  silence: "The buyer did not answer in time, so the order completed by itself.",
  time_limit: "The order reached its time limit and ended by itself.",
};
const ending = (reason: OutcomeReason | null | undefined) => (reason == null ? undefined : endings[reason]);

const whoCancelled = {
  buyer: "The buyer cancelled the order.",
  seller: "The seller cancelled the order.",
  mediator: "The mediator cancelled the order.",
  payment: "The payment was reversed, and the order with it.",
  clock: "The order was cancelled because nothing happened in time.",
} as const satisfies Record<OrderActor, string>;

const removalGrounds = {
  unlawful: "it was against the law",
  sensitive_information: "it held sensitive information",
  author_request: "its author asked for that",
} as const satisfies Record<KindData["review_removed"]["ground"], string>;

const reportGrounds = {
  unlawful: "against the law",
  sensitive_information: "sensitive information",
  author_request: "its author asks for it",
} as const satisfies Record<KindData["report_waiting"]["ground"], string>;

/** What there is to do before a window ends. */
const reminders = {
  respond: "Accept or refuse the order. Without your answer it is cancelled and the buyer refunded.",
  deliver: "Deliver the order. Once it is late the buyer may cancel it alone.",
  complete:
    "Approve the order, leave a review or say what is wrong. Otherwise it completes and the seller is paid.",
  answer_revision: "Answer the request for a revision. Without your answer silence decides.",
  answer_cancellation: "Answer the request for cancellation. Otherwise the buyer may open a dispute.",
} as const satisfies Record<KindData["deadline_reminder"]["deadline"], string>;

const quoted = (text: string) => (text === "" ? [] : [`“${excerpt(text)}”`]);
const euros = (amountCents: number) => money(amountCents, "en");
const time = (iso: string) => moment(iso, "en");
const SEE_ORDER = "View the order";

export const en: Vocabulary = {
  order_confirmed: ({ title, amountCents, paidAt, respondBy, hasBrief }) => ({
    title: `Your order “${title}” is paid`,
    lines: [
      `Your payment of ${euros(amountCents)} is held until the order ends.`,
      `The seller has ${duration(paidAt, respondBy)} to accept or refuse it: until ${time(respondBy)}. Without an answer you are refunded in full.`,
      hasBrief ? "The seller has your brief. You can still change it." : "Remember to complete the brief.",
    ],
    action: SEE_ORDER,
  }),
  order_payment_expired: ({ title }) => ({
    title: `Your order “${title}” was not paid in time`,
    lines: ["The order is cancelled and you were charged nothing. You can order again."],
    action: SEE_ORDER,
  }),
  order_paid: ({ title, amountCents, paidAt, respondBy }) => ({
    title: `New order: “${title}”`,
    lines: [
      `You have received an order of ${euros(amountCents)}. The buyer has paid; the money is held.`,
      `You have ${duration(paidAt, respondBy)} to accept or refuse it: until ${time(respondBy)}.`,
      "Without your answer the order is cancelled and the buyer refunded.",
    ],
    action: SEE_ORDER,
  }),
  brief_completed: ({ title }) => ({
    title: `Brief received: “${title}”`,
    lines: ["The buyer has completed or changed the brief."],
    action: "View the brief",
  }),
  order_accepted: ({ title, dueAt }) => ({
    title: `Your order “${title}” is accepted`,
    lines: [`The seller is at work. Delivery is due by ${time(dueAt)}.`],
    action: SEE_ORDER,
  }),
  order_refused: ({ title, amountCents, reason, explanation }) => ({
    title: `Your order “${title}” is refused`,
    lines: [
      `The seller refused the order: ${refusalReasons[reason]}.`,
      ...quoted(explanation),
      `You are refunded in full: ${euros(amountCents)}.`,
    ],
    action: SEE_ORDER,
  }),
  order_expired: ({ title, amountCents, side }) => ({
    title: `The order “${title}” has expired`,
    lines:
      side === "buyer"
        ? [`The seller did not answer in time. You are refunded in full: ${euros(amountCents)}.`]
        : ["You did not answer in time. The order is cancelled and the buyer refunded."],
    action: SEE_ORDER,
  }),
  order_cancelled: ({ title, amountCents, side, by, reason, explanation }) => ({
    title: `The order “${title}” is cancelled`,
    lines: [
      ending(reason) ?? whoCancelled[by],
      ...quoted(explanation),
      // R30: the buyer's bank has paid them.
      ...(by === "payment"
        ? []
        : [side === "buyer" ? `You are refunded: ${euros(amountCents)}.` : "The buyer is refunded."]),
    ],
    action: SEE_ORDER,
  }),
  cancellation_excused: ({ title, reasons }) => ({
    title: `Your cancellation of “${title}” is excused`,
    lines: [
      "A mediator found that you had a good reason.",
      ...quoted(reasons),
      "It no longer shows on your profile and counts against you no longer.",
    ],
    action: SEE_ORDER,
  }),
  order_delivered: ({ title, completesAt }) => ({
    title: `Your order “${title}” is delivered`,
    lines: [
      "Look at the delivery, then approve it, leave a review or ask for a revision.",
      `Without your answer the order completes on ${time(completesAt)} and the seller is paid.`,
    ],
    action: "View the delivery",
  }),
  order_completed: ({ title, side, reason }) => ({
    title: `The order “${title}” is completed`,
    lines: [
      ...[ending(reason) ?? []].flat(),
      side === "buyer"
        ? "The seller is paid. Your review will help the next buyers."
        : "Your earnings are about to be added to your balance.",
    ],
    action: SEE_ORDER,
  }),
  revision_requested: ({ title, explanation, beyondLimit, answerBy }) => ({
    title: `A revision is asked for: “${title}”`,
    lines: [
      ...quoted(explanation),
      beyondLimit
        ? "This is beyond the number of revisions in your listing."
        : "This is within the number of revisions in your listing.",
      beyondLimit
        ? `Accept or refuse it by ${time(answerBy)}. Without your answer it is refused.`
        : `Accept or refuse it by ${time(answerBy)}. Without your answer it is accepted.`,
    ],
    action: SEE_ORDER,
  }),
  revision_accepted: ({ title, side, bySilence, dueAt }) => ({
    title: `The revision of “${title}” is accepted`,
    lines: [
      ...(bySilence ? ["There was no answer in time, and the request is within the limit."] : []),
      side === "buyer"
        ? `The seller is at work again. Delivery is due by ${time(dueAt)}.`
        : `You are at work again. Deliver by ${time(dueAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  revision_refused: ({ title, side, bySilence, explanation, completesAt }) => ({
    title: `The revision of “${title}” is refused`,
    lines: [
      ...(bySilence ? ["There was no answer in time, and the request is beyond the limit."] : []),
      ...quoted(explanation),
      side === "buyer"
        ? `Approve the order or open a dispute. Otherwise it completes on ${time(completesAt)} and the seller is paid.`
        : `Without approval or dispute the order completes on ${time(completesAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  cancellation_requested: ({ title, explanation, answerBy }) => ({
    title: `The buyer asks to cancel “${title}”`,
    lines: [
      ...quoted(explanation),
      `Accept or refuse it by ${time(answerBy)}. Without your answer the buyer may open a dispute.`,
      "Delivering ends the request.",
    ],
    action: SEE_ORDER,
  }),
  cancellation_withdrawn: ({ title }) => ({
    title: `The request to cancel “${title}” is withdrawn`,
    lines: ["The order goes on as before."],
    action: SEE_ORDER,
  }),
  cancellation_refused: ({ title, bySilence, explanation }) => ({
    title: `“${title}” is not cancelled`,
    lines: [
      bySilence ? "The seller did not answer your request in time." : "The seller refused your request.",
      ...quoted(explanation),
      "The order goes on. You may open a dispute: a mediator then decides.",
    ],
    action: SEE_ORDER,
  }),
  dispute_opened: ({ title, statement }) => ({
    title: `A dispute is open: “${title}”`,
    lines: [
      ...quoted(statement),
      "The money stays held and every deadline stands still until a mediator decides.",
      "Tell your side of it in the order.",
    ],
    action: SEE_ORDER,
  }),
  dispute_statement: ({ title, text }) => ({
    title: `A new statement in the dispute “${title}”`,
    lines: ["There is news in the dispute about this order.", ...quoted(text)],
    action: SEE_ORDER,
  }),
  dispute_escalated: ({ title, endsAt }) => ({
    title: `The dispute “${title}” is put before support`,
    lines: [`Support decides it now. The order ends on ${time(endsAt)} at the latest.`],
    action: SEE_ORDER,
  }),
  dispute_awaits_decision: ({ title, endsAt }) => ({
    title: `To be decided: the dispute “${title}”`,
    lines: [
      "This dispute has had no decision in the 60 days since payment.",
      `Without a decision by ${time(endsAt)} the order ends by itself.`,
    ],
    action: SEE_ORDER,
  }),
  dispute_decided: ({ title, side, decision, reasons, refundCents, releasedCents }) => ({
    title: `The mediator’s decision: “${title}”`,
    lines: [
      {
        refund: "The mediator decided that the buyer is refunded in full.",
        split: "The mediator decided to divide the amount of the order.",
        release: "The mediator decided that the amount of the order goes to the seller.",
      }[decision],
      ...quoted(reasons),
      [
        ...(refundCents > 0
          ? [
              `${euros(refundCents)} ${side === "buyer" ? "are refunded to you" : "are refunded to the buyer"}.`,
            ]
          : []),
        ...(releasedCents > 0
          ? [
              side === "buyer"
                ? `${euros(releasedCents)} go to the seller.`
                : `${euros(releasedCents)} are yours, less the commission.`,
            ]
          : []),
      ].join(" "),
      "This decision is final.",
    ],
    action: SEE_ORDER,
  }),
  work_resumed: ({ title, side, dueAt, reasons }) => ({
    title: `The work on “${title}” goes on`,
    lines: [
      "The mediator has decided.",
      ...quoted(reasons),
      side === "buyer" ? `The seller delivers by ${time(dueAt)}.` : `Deliver by ${time(dueAt)}.`,
    ],
    action: SEE_ORDER,
  }),
  deadline_reminder: ({ title, deadline, endsAt }) => ({
    title: `Reminder: “${title}”, until ${time(endsAt)}`,
    lines: [reminders[deadline], `There is time until ${time(endsAt)}.`],
    action: SEE_ORDER,
  }),
  payment_refunded: ({ amountCents }) => ({
    title: `Refund of ${euros(amountCents)}`,
    lines: [
      `${euros(amountCents)} are on their way to your means of payment. Depending on your bank this takes a few days.`,
    ],
    action: SEE_ORDER,
  }),
  refund_failed: ({ amountCents }) => ({
    title: `Your refund of ${euros(amountCents)} has not arrived`,
    lines: [
      `Your bank did not take the refund of ${euros(amountCents)}. It is still yours, and we try again.`,
      "If your card or account is closed, contact support so that we can reach you in another way.",
    ],
    action: SEE_ORDER,
  }),
  payment_charged_back: ({ amountCents, side }) => ({
    title: `A payment of ${euros(amountCents)} is contested at the bank`,
    lines:
      side === "buyer"
        ? ["Your bank has taken the payment back. The money stands still until your bank decides."]
        : [
            "The buyer’s bank has taken the payment back. The money stands still until the bank decides.",
            "We hand in the order’s case as evidence. Until the decision the amount cannot be withdrawn.",
          ],
    action: SEE_ORDER,
  }),
  chargeback_decided: ({ amountCents, side, verdict }) => ({
    title:
      verdict === "won"
        ? `The contested payment of ${euros(amountCents)} stands`
        : `The contested payment of ${euros(amountCents)} went back to the buyer`,
    lines:
      verdict === "won"
        ? ["The bank confirmed the payment. The order’s money goes on as before."]
        : side === "buyer"
          ? ["Your bank decided in your favour and keeps the payment for you."]
          : ["The bank decided for the buyer. What you had earned by this order is taken from your balance."],
    action: SEE_ORDER,
  }),
  earnings_released: ({ netCents, commissionCents, vatCents }) => ({
    title: `You have earned ${euros(netCents)}`,
    lines: [
      `${euros(netCents)} are in your balance, which says when they can be withdrawn.`,
      `Commission: ${euros(commissionCents)}, VAT on the commission: ${euros(vatCents)}.`,
    ],
    action: "View my balance",
  }),
  payout_account_restricted: () => ({
    title: "Your withdrawals are suspended",
    lines: [
      "Stripe, which pays sellers, asks you for information or a verification. Until then nothing can be paid out to you; what you have earned stays yours.",
      "Open your payout account: it says what Stripe is waiting for, and leads to the form.",
    ],
    action: "See what is missing",
  }),
  withdrawal_paid: ({ amountCents }) => ({
    title: `${euros(amountCents)} paid out`,
    lines: [`Your withdrawal of ${euros(amountCents)} has arrived in your bank account.`],
    action: "View my balance",
  }),
  withdrawal_failed: ({ amountCents }) => ({
    title: `Your withdrawal of ${euros(amountCents)} failed`,
    lines: [
      "Your bank did not accept the transfer. The money is back in your balance.",
      "Check your bank details, then try again.",
    ],
    action: "View my balance",
  }),
  balance_ageing: ({ amountCents, paidOutAt }) => ({
    title: `${euros(amountCents)} of your balance will be paid out`,
    lines: [
      `You have had ${euros(amountCents)} in your balance for two months, and it may not stay there for much longer.`,
      `Withdraw it, or it is sent to your bank account on ${time(paidOutAt)}.`,
    ],
    action: "View my balance",
  }),
  message_received: ({ text }, actor) => ({
    title: actor === "" ? "New message" : `New message from ${actor}`,
    lines: [...quoted(text)],
    action: "Reply",
  }),
  messages_waiting: ({ messages }) => ({
    title: `${messages.length} new messages`,
    lines: messages.flatMap(({ actor, text }, index) => [
      ...(actor === "" || actor === messages[index - 1]?.actor ? [] : [`From ${actor}:`]),
      ...quoted(text),
    ]),
    action: "Reply",
  }),
  review_received: ({ stars }, actor) => ({
    title: `New review: ${stars} out of 5`,
    lines: [`${actor === "" ? "A buyer" : actor} has reviewed your work. You can reply publicly.`],
    action: "View the review",
  }),
  review_replied: (_, actor) => ({
    title: actor === "" ? "A reply to your review" : `${actor} replied to your review`,
    lines: ["The seller has replied publicly to the review that you left."],
    action: "Read the reply",
  }),
  review_removed: ({ ground, isAuthor }) => ({
    title: isAuthor ? "Your review was removed" : "A review of your work was removed",
    lines: [
      `A moderator removed it: ${removalGrounds[ground]}.`,
      "The public sees that a review was removed, and why. It no longer counts in the score.",
    ],
    action: SEE_ORDER,
  }),
  report_decided: ({ outcome }) => ({
    title: "We have looked at your report",
    lines: [
      outcome === "removed"
        ? "The review that you reported was removed. Thank you for telling us."
        : "We have looked at the review that you reported: it stays. A review is never removed because it is negative.",
    ],
    action: "View my notifications",
  }),
  report_waiting: ({ ground }) => ({
    title: "A review is reported",
    lines: [`The ground given: ${reportGrounds[ground]}. The report waits for a decision.`],
    action: "View the reports",
  }),
  support_waiting: (_, actor) => ({
    title: actor === "" ? "A request waits for support" : `${actor} asks support for help`,
    lines: ["The request waits for an answer."],
    action: "View the request",
  }),
  support_closed: () => ({
    title: "Your request to support is closed",
    lines: ["Support closed your request. If anything is left, write in it: it is taken up again."],
    action: "View the request",
  }),
  email_verification: ({ expiresAt }) => ({
    title: "Confirm your e-mail address",
    lines: [
      "One click confirms that this address is yours.",
      `The link is good until ${time(expiresAt)}. If you asked for nothing, ignore this message.`,
    ],
    action: "Confirm my address",
  }),
  password_reset: ({ expiresAt }) => ({
    title: "Choose a new password",
    lines: [
      "You asked for a new password.",
      `The link is good until ${time(expiresAt)}. If you asked for nothing, ignore this message: your password stays as it is.`,
    ],
    action: "Choose a password",
  }),
  email_change: ({ newEmail }) => ({
    title: "Your e-mail address is about to change",
    lines: [
      `Your account is to use ${newEmail} from now on. The change counts once that address is confirmed; until then nothing changes.`,
      "If that was not you, another person knows your password. Set another one now: that ends the change too.",
    ],
    action: "View my account",
  }),
  email_changed: ({ newEmail, expiresAt }) => ({
    title: "Your e-mail address was changed",
    lines: [
      `Your account uses ${newEmail} from now on. If you changed it, there is nothing to do.`,
      `If that was not you, take your account back: it gets this address again, and a new password. The link is good until ${time(expiresAt)}.`,
    ],
    action: "Take my account back",
  }),
  closing_refused: () => ({
    title: "Your account could not be closed",
    lines: [
      "An order of yours is still open, or money is still owed, so your account stays open.",
      "Log in to finish what is open and withdraw what is left, then close your account again.",
    ],
    action: "View my account",
  }),
};
