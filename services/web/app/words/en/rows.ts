import type { RowWords } from "../../orders/row-words.ts";

const ANSWER = "Answer";

/** What a list says of an order on which something is to be done: what, as its title, and on its button. */
export const rows: RowWords = {
  buyerToPay: { title: ({ listing }) => `Pay for “${listing}”`, button: ({ total }) => `Pay ${total}` },
  buyerNotPaid: { title: ({ listing }) => `Pay for “${listing}”`, button: ({ total }) => `Pay ${total}` },
  buyerPendingNoBrief: {
    title: ({ listing }) => `Complete the brief of “${listing}”`,
    button: () => "Complete",
  },
  buyerLate: { title: ({ listing }) => `Wait or cancel “${listing}”`, button: () => "Decide" },
  buyerLateAsked: { title: ({ listing }) => `Wait or cancel “${listing}”`, button: () => "Decide" },
  buyerDelivered: { title: ({ listing }) => `Check “${listing}”`, button: () => "Check" },
  buyerRevisionRefused: {
    title: ({ listing }) => `Approve or dispute “${listing}”`,
    button: () => "Decide",
  },
  buyerDisputed: {
    title: ({ listing }) => `State your side on “${listing}”`,
    button: () => "See the dispute",
  },
  buyerEscalated: {
    title: ({ listing }) => `State your side on “${listing}”`,
    button: () => "See the dispute",
  },
  sellerPendingNoBrief: {
    title: ({ listing }) => `Ask for the brief of “${listing}”`,
    button: () => ANSWER,
  },
  sellerPending: { title: ({ listing }) => `Accept or refuse “${listing}”`, button: () => ANSWER },
  sellerInProgress: { title: ({ listing }) => `Deliver “${listing}”`, button: () => "Deliver" },
  sellerRework: { title: ({ listing }) => `Deliver the revision of “${listing}”`, button: () => "Deliver" },
  sellerResumed: { title: ({ listing }) => `Deliver “${listing}”`, button: () => "Deliver" },
  sellerDenied: { title: ({ listing }) => `Deliver “${listing}”`, button: () => "Deliver" },
  sellerLate: { title: ({ listing }) => `Deliver “${listing}”, late`, button: () => "Deliver" },
  sellerLateAsked: { title: ({ listing }) => `Deliver “${listing}”, late`, button: () => "Deliver" },
  sellerAsked: { title: ({ listing }) => `Cancel “${listing}”, or not`, button: () => ANSWER },
  sellerRevision: { title: ({ listing }) => `Revision asked for on “${listing}”`, button: () => ANSWER },
  sellerRevisionBeyond: {
    title: ({ listing }) => `Revision asked for on “${listing}”`,
    button: () => ANSWER,
  },
  sellerDisputed: {
    title: ({ listing }) => `State your side on “${listing}”`,
    button: () => "See the dispute",
  },
  sellerEscalated: {
    title: ({ listing }) => `State your side on “${listing}”`,
    button: () => "See the dispute",
  },
};
