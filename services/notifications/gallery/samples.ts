import { REMINDED_DEADLINES } from "@vc/contracts";
import type { Kind, KindData } from "../src/kinds.ts";

const order = { title: "Logo <b>&</b>", amountCents: 1500 };
const EACH_SIDE = ["buyer", "seller"] as const;
const AT = "2026-01-07T09:00:00.000Z";

/** What the words of every kind are made from, in every variant that reads differently. */
export const samples: { [K in Kind]: readonly KindData[K][] } = {
  order_confirmed: [false, true].map((hasBrief) => ({
    ...order,
    paidAt: "2026-01-05T09:00:00.000Z",
    respondBy: AT,
    hasBrief,
  })),
  order_payment_expired: [order],
  order_paid: [{ ...order, paidAt: "2026-01-05T09:00:00.000Z", respondBy: AT }],
  brief_completed: [order],
  order_accepted: [{ ...order, dueAt: AT }],
  order_refused: [
    { ...order, reason: "other", explanation: "Trop loin <script>" },
    { ...order, reason: "unclear_brief", explanation: "" },
  ],
  order_expired: [
    { ...order, side: "buyer" },
    { ...order, side: "seller" },
  ],
  order_cancelled: (["buyer", "seller", "mediator", "clock", "payment"] as const).flatMap((by) =>
    (["buyer", "seller"] as const).map((side) => ({
      ...order,
      side,
      by,
      reason: by === "buyer" ? "late" : by === "seller" ? "agreed" : null,
      explanation: "Pardon",
    })),
  ),
  order_delivered: [{ ...order, completesAt: AT }],
  order_completed: [
    { ...order, side: "buyer", reason: "approved" },
    { ...order, side: "seller", reason: "dropped" },
  ],
  revision_requested: [false, true].map((beyondLimit) => ({
    ...order,
    explanation: "Plus bleu",
    beyondLimit,
    answerBy: AT,
  })),
  revision_accepted: EACH_SIDE.flatMap((side) =>
    [false, true].map((bySilence) => ({ ...order, side, bySilence, dueAt: AT })),
  ),
  revision_refused: EACH_SIDE.flatMap((side) =>
    [false, true].map((bySilence) => ({ ...order, side, bySilence, explanation: "", completesAt: AT })),
  ),
  cancellation_requested: [{ ...order, explanation: "Trop long", answerBy: AT }],
  cancellation_withdrawn: [order],
  cancellation_refused: [
    { ...order, bySilence: false, explanation: "Presque fini" },
    { ...order, bySilence: true, explanation: "" },
  ],
  dispute_opened: [{ ...order, statement: "Rien <b>reçu</b>" }],
  dispute_statement: [{ ...order, text: "Voici la preuve" }],
  cancellation_excused: [{ ...order, reasons: "Le client a changé <d'avis>" }],
  dispute_awaits_decision: [{ ...order, endsAt: AT }],
  dispute_escalated: [{ ...order, endsAt: AT }],
  work_resumed: EACH_SIDE.map((side) => ({ ...order, side, dueAt: AT, reasons: "Il reste à faire" })),
  deadline_reminder: REMINDED_DEADLINES.map((deadline) => ({ ...order, deadline, endsAt: AT })),
  dispute_decided: EACH_SIDE.flatMap((side) => [
    {
      ...order,
      side,
      decision: "refund",
      reasons: "Rien n'a été livré.",
      refundCents: 1500,
      releasedCents: 0,
    },
    { ...order, side, decision: "split", reasons: "À moitié.", refundCents: 500, releasedCents: 1000 },
    { ...order, side, decision: "release", reasons: "Conforme.", refundCents: 0, releasedCents: 1500 },
  ]),
  payout_account_restricted: [{}],
  report_waiting: [{ ground: "unlawful" }],
  support_waiting: [{}],
  support_closed: [{}],
  payment_refunded: [{ amountCents: 1500 }],
  earnings_released: [{ netCents: 1140, commissionCents: 300, vatCents: 60 }],
  refund_failed: [{ amountCents: 1500 }],
  payment_charged_back: EACH_SIDE.map((side) => ({ amountCents: 1500, side })),
  chargeback_decided: EACH_SIDE.flatMap((side) =>
    (["won", "lost"] as const).map((verdict) => ({ amountCents: 1500, side, verdict })),
  ),
  withdrawal_paid: [{ amountCents: 1140 }],
  withdrawal_failed: [{ amountCents: 1140 }],
  balance_ageing: [{ amountCents: 1140, paidOutAt: "2026-04-20T09:00:00.000Z" }],
  message_received: [{ text: "Bonjour <img src=x onerror=alert(1)>" }],
  messages_waiting: [
    {
      messages: [
        { actor: "Léa", text: "Bonjour, avez-vous reçu le logo ?" },
        { actor: "Léa", text: "J'ai ajouté <b>les couleurs</b>." },
        { actor: "", text: "Merci !" },
      ],
    },
  ],
  review_received: [{ stars: 5 }],
  review_replied: [{}],
  review_removed: (["unlawful", "sensitive_information", "author_request"] as const).flatMap((ground) =>
    [true, false].map((isAuthor) => ({ ground, isAuthor })),
  ),
  report_decided: [{ outcome: "kept" }, { outcome: "removed" }],
  email_verification: [{ expiresAt: AT }],
  password_reset: [{ expiresAt: AT }],
  email_change: [{ newEmail: "lea@new.example.test" }],
  email_changed: [{ newEmail: "lea@new.example.test", expiresAt: AT }],
  closing_refused: [{}],
};
