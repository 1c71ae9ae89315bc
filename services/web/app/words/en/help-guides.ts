import type { helpGuides as french } from "../fr/help-guides.ts";

/** How it works, and the fees: pages of their own, which get their words as data. */
export const helpGuides = {
  howItWorks: {
    title: "How it works",
    description: "Ordering and selling a service, from payment to review, with the time of each stage.",
    lead: "An order goes through four stages. Each one has a date, and you know what happens when it passes.",
    buying: "You order",
    selling: "You sell",
    steps: [
      {
        title: "Paid",
        buyer: "You choose the extras, pay and send your brief. The money is held.",
        seller: "The order reaches you already paid. You read the brief before you answer.",
      },
      {
        title: "Accepted",
        buyer: "The delivery time starts here. You follow and talk on the page of the order.",
        seller: "The delivery time starts when you accept. A question? The conversation is open.",
      },
      {
        title: "Delivered",
        buyer: "You open the files. You approve, or ask for a revision and say why.",
        seller: "A message, files or links. You see whether a revision is part of your offer.",
      },
      {
        title: "Completed",
        buyer: "You leave a review. Everything stays in the order.",
        seller: "Your part is available at once, and withdrawing it is free.",
      },
    ],
    silenceTitle: "What silence does",
    silenceText: "No wait is endless. This is what happens when a date passes.",
    waitingFor: "Waiting for",
    during: "For",
    without: "Without an answer",
    silences: [
      { who: "the payment", what: "the order cancels itself, nothing is charged" },
      { who: "the seller’s acceptance", what: "the order expires, everything is refunded" },
      { who: "the buyer, after a delivery", what: "the order completes, the seller is paid" },
      { who: "the seller, revision within the offer", what: "it is accepted" },
      { who: "the seller, revision beyond the limit", what: "it is refused" },
      { who: "the seller, request to cancel", what: "the buyer can open a dispute" },
    ],
    trouble: "If it goes wrong",
    troubleText:
      "When it is late you cancel without asking. When you disagree a mediator reads everything and decides. The money stays held until then.",
    readMediation: "How a mediator decides",
    browse: "Browse services",
    offer: "Offer a service",
  },
  fees: {
    title: "Fees and commission",
    description:
      "What the buyer pays, what the seller receives. One commission, VAT included, and nothing else.",
    lead: ({ percent }) =>
      `The buyer pays the price shown. The seller receives it less the commission of ${percent}. There are no other fees.`,
    buyerTitle: "You order",
    buyer: [
      "The price and the extras, and nothing more.",
      "Nothing is charged if the order is not paid in time.",
      "What is refunded is refunded without a deduction: no commission is taken out of it.",
    ],
    sellerTitle: "You sell",
    seller: [
      "Publishing is free, without a subscription.",
      "The commission is taken only of a completed order, VAT included.",
      "Withdrawing to your bank is free of charge.",
    ],
    calculatorTitle: "How much will you receive?",
    readMore: "Where the money is during an order",
  },
} satisfies typeof french;
