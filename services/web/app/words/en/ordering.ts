import type { AppWords } from "../app-words.ts";

export const ordering = {
  title: "Order",
  back: "Back to the service",
  by: ({ seller }) => `by ${seller}`,
  extrasTitle: "Extras",
  noExtras: "This service has no extras.",
  briefTitle: "Your brief",
  briefText: ({ seller }) =>
    `What ${seller} needs to begin. You can also send it after the payment, with files.`,
  briefAsks: "Asked for by the seller",
  briefLabel: "Your answers",
  summary: "Your order",
  total: "Total",
  due: ({ day }) => `Delivered by ${day}`,
  ifTomorrow: ({ seller }) => `if ${seller} accepts tomorrow`,
  pay: ({ total }) => `Order and pay ${total}`,
  placing: "Placing the order…",
  toPayment: "Opening the payment page…",
  paymentAway:
    "The payment page does not open right now. Nothing was charged, and your order waits for you: try again in a moment.",
  held: "Your money is held until the end: the seller receives it only then.",
  stripe: "You pay on the page of our payment provider, Stripe.",
  acceptance: ({ seller, window }) =>
    `${seller} has ${window} to answer. Without an answer you are refunded.`,
  priceChangedTitle: "The price changed in the meantime",
  priceChanged: ({ before, after }) => `You had seen ${before}; it is ${after} now. Nothing was charged.`,
  seePrice: "See the current price",
  verifyFirst: "Confirm your e-mail address first: the link is in the e-mail that we sent you.",
  verify: "Confirm my address",
} satisfies AppWords["ordering"];
