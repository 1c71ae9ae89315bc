import type { TopicArticles } from "../../help/help-words.ts";

/** What is not about one state of an order. */
export const helpTopics: TopicArticles = {
  heldMoney: ({ acceptance, completion }) => ({
    title: "Where the money is during an order",
    lead: "It is paid at the start, held during the work, and paid out or refunded at the end. Never otherwise.",
    sections: [
      {
        heading: "Held",
        text: [
          "The money waits for the end of the order, with our payment provider. Neither the buyer nor the seller can touch it.",
        ],
        list: [],
      },
      {
        heading: "Paid out",
        text: [
          `When the buyer approves the delivery, or ${completion} after it without an answer, the seller’s part is available on the balance.`,
        ],
        list: [],
      },
      {
        heading: "Refunded",
        text: ["Everything goes back to the buyer, to the means of payment that was used, when:"],
        list: [
          `the seller refuses, or does not answer within ${acceptance};`,
          "the seller cancels, or accepts a request to cancel;",
          "the order is late and the buyer cancels;",
          "a mediator decides so.",
        ],
      },
      {
        heading: "If the bank disputes a payment",
        text: [
          "Nothing is paid out or refunded until it has answered. The order says so, and the seller is not at fault.",
        ],
        list: [],
      },
    ],
  }),
  brief: () => ({
    title: "Writing a good brief",
    lead: "A clear brief is accepted sooner and needs fewer revisions.",
    sections: [
      {
        heading: "Answer what is asked",
        text: ["Every service says what the seller needs. Take its questions one by one."],
        list: [],
      },
      {
        heading: "Show rather than describe",
        text: [
          "Attach what there is already: a logo, a style guide, a text, a photo, two examples that you like.",
        ],
        list: [],
      },
      {
        heading: "Say what it is for",
        text: ["A poster for a shop window and a banner for a phone are not drawn the same way."],
        list: [
          "Who is it for? Where will they see it?",
          "What has to be in it, and what you do not want.",
          "The file formats that you need.",
        ],
      },
    ],
  }),
  contactDetails: () => ({
    title: "Why contact details are masked",
    lead: "An address, a number or an IBAN in a message is masked. The rest of the message arrives whole.",
    sections: [
      {
        heading: "What it protects",
        text: [
          "A payment made elsewhere can be neither held nor refunded, and what was agreed elsewhere is no evidence for a mediator.",
          "And your contact details stay yours: no order needs them.",
        ],
        list: [],
      },
      {
        heading: "What is masked",
        text: ["In messages, briefs, deliveries and explanations:"],
        list: ["e-mail addresses;", "phone numbers;", "IBANs;", "links to other messaging services."],
      },
      {
        heading: "And if it is a mistake?",
        text: [
          "An order number or a reference sometimes looks like a phone number. Write it in words, or attach a file.",
        ],
        list: [],
      },
    ],
  }),
  cancelling: ({ cancellationAnswer, cancellationSpan }) => ({
    title: "Cancelling an order",
    lead: "What is possible depends on the stage. The buttons of the order show only what is.",
    sections: [
      {
        heading: "You ordered",
        text: [
          "Before the seller accepts you cancel alone. When it is late, too. Everything is refunded.",
          `During the work you ask to cancel and say why. The seller has ${cancellationAnswer} to answer. If it is refused or unanswered you can open a dispute.`,
        ],
        list: [],
      },
      {
        heading: "You sell",
        text: [
          "You can cancel until the end, except where the buyer chooses or a mediator decides. The buyer is refunded in full.",
          `Without good reason your cancellation shows on your profile for ${cancellationSpan} and lowers your score. If the buyer asked for it, or a mediator excuses it, it does not count.`,
        ],
        list: [],
      },
    ],
  }),
  mediation: ({ escalation, cap }) => ({
    title: "How a mediator decides",
    lead: "A person reads everything, on one page, and explains the decision to both sides.",
    sections: [
      {
        heading: "What is read",
        text: [],
        list: [
          "the text of the service, as it was on the day of the order;",
          "the brief and the deliveries;",
          "the conversation, the statements and the journal of the order.",
        ],
      },
      {
        heading: "What can be decided",
        text: ["A full refund, a split, paying the seller, or going on with the work by another date."],
        list: [
          "Paying the seller needs two findings: the work follows the service, and the buyer’s requests were respected.",
        ],
      },
      {
        heading: "How long it takes",
        text: [
          `Support takes over ${escalation} after the payment. Every order has an end, ${cap} after the payment at the latest.`,
          "Before the decision the seller can give the refund, and the buyer can drop the dispute.",
        ],
        list: [],
      },
    ],
  }),
  reviews: ({ review, replyEdit }) => ({
    title: "Reviews",
    lead: "Only buyers who ordered write them. A review is never removed because it is negative.",
    sections: [
      {
        heading: "Writing a review",
        text: [
          `Stars and a text, once for each order, until ${review} after it ended. On a delivered order the review approves it and pays the seller.`,
        ],
        list: [],
      },
      {
        heading: "Replying",
        text: [`The seller can reply once, in public, and correct the reply for ${replyEdit}.`],
        list: [],
      },
      {
        heading: "Removing",
        text: ["A moderator removes a review for three reasons only:"],
        list: [
          "it is against the law;",
          "it contains sensitive information;",
          "the person who wrote it asks for it.",
        ],
      },
    ],
  }),
  withdrawals: ({ commission }) => ({
    title: "Withdrawing your money",
    lead: "What is available is yours: withdraw it whenever you like, free of charge.",
    sections: [
      {
        heading: "Three sums",
        text: [],
        list: [
          "Held: orders under way, less the commission.",
          "Available: completed orders. One button sends it to your bank.",
          "On its way: sent to your bank, there within a few working days.",
        ],
      },
      {
        heading: "The commission",
        text: [`${commission} of each completed order, VAT included. Nothing of a refunded one.`],
        list: [],
      },
      {
        heading: "When a transfer fails",
        text: ["The sum returns to your balance, and a message says what to check."],
        list: [],
      },
    ],
  }),
  sellerScore: (facts) => ({
    title: "How a seller’s score is worked out",
    lead: "The score goes from 0 to 5. Its formula is public, and each seller sees what raises and lowers theirs.",
    sections: [
      {
        heading: "The stars",
        text: [
          `The mean of the reviews, as if ${facts.priorReviews} reviews of ${facts.priorStars} stars had come first. So a first review counts little, and many speak for themselves.`,
        ],
        list: [],
      },
      {
        heading: "What lowers it",
        text: [],
        list: [
          `Refusals: beyond ${facts.refusalTolerance} of orders within ${facts.refusalSpan}, from ${facts.refusalMinOrders} orders on.`,
          `Cancellations without good reason: ${facts.cancellationPoints} points each, for ${facts.cancellationSpan}.`,
          `Late deliveries: their share of the deliveries within ${facts.latenessSpan}.`,
        ],
      },
      {
        heading: "What does not change it",
        text: [],
        list: [
          "an order that expires without a brief;",
          "a cancellation that the buyer asked for, or that a mediator excused;",
          "a dispute as such.",
        ],
      },
    ],
  }),
  ranking: () => ({
    title: "How results are ordered",
    lead: "By what you look for, then by what buyers say about it.",
    sections: [
      {
        heading: "With words",
        text: ["First the services whose title, then whose tags and description answer your search best."],
        list: [],
      },
      {
        heading: "With an order of your choice",
        text: [
          "Best rated, newest, or from the cheapest up: the order that you chose always stands above the list.",
        ],
        list: [],
      },
    ],
  }),
  ownData: () => ({
    title: "Your data, and closing your account",
    lead: "You can take away a copy of all that we know about you, and close your account whenever you like.",
    sections: [
      {
        heading: "A copy",
        text: ["Each part of the service adds its own. Most often it takes less than a minute."],
        list: [],
      },
      {
        heading: "Closing the account",
        text: ["Orders under way have to end first: another person’s money depends on them."],
        list: [
          "What is erased: your name, your address, your presentation, your messages and your notifications.",
          "What stays, without your name: orders and accounting entries, which the law asks us to keep.",
        ],
      },
    ],
  }),
};
