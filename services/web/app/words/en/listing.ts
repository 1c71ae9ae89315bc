import { pluralEn } from "../plural.ts";
import type { Words } from "../words.ts";

export const listing = {
  title: ({ title, seller, price }) => `${title}, by ${seller} · ${price}`,
  breadcrumbs: "Breadcrumb",
  completed: ({ count }) =>
    pluralEn(count, { one: `${count} completed order`, other: `${count} completed orders` }),
  yourOrder: "Your order",
  extras: "Extras",
  extraDays: ({ days }) =>
    days === 0 ? "no extra time" : pluralEn(days, { one: `${days} day more`, other: `${days} days more` }),
  total: "Total",
  order: "Order",
  ask: "Ask a question",
  dueBy: "Delivered at the latest on",
  ifAcceptedTomorrow: ({ seller }) => `if ${seller} accepts tomorrow`,
  dueAfter: ({ days }) =>
    pluralEn(days, {
      one: `Delivered in ${days} day once the seller accepts`,
      other: `Delivered in ${days} days once the seller accepts`,
    }),
  held: "Money held until the end",
  aboutTitle: "What you receive",
  needsTitle: ({ seller }) => `What ${seller} needs`,
  needsNote: "You give it right after paying. The clearer it is, the sooner the seller can accept.",
  timeAndRevisions: "Delivery time and revisions",
  deliveryTitle: ({ days }) =>
    pluralEn(days, { one: `Delivered in ${days} day`, other: `Delivered in ${days} days` }),
  deliveryText: ({ seller }) =>
    `The time starts when ${seller} accepts, not before. If the delivery is late, you may cancel without asking.`,
  revisionsTitle: ({ limit }) =>
    limit === null
      ? "Unlimited revisions"
      : limit === 0
        ? "No revision"
        : pluralEn(limit, { one: `${limit} revision`, other: `${limit} revisions` }),
  revisionsText: "A revision improves what was agreed. A new idea is not a revision.",
  howRevisions: "How a revision goes",
  share: "Share",
  copied: "Address copied",
  report: "Report",
  afterTitle: "What happens after you pay",
  steps: {
    now: "At once",
    nowText: ({ seller }) => `Your money is held. ${seller} receives it only at the end.`,
    answer: ({ window }) => `Within ${window}`,
    answerText: ({ seller }) =>
      `${seller} accepts or refuses. Without an answer, the order cancels itself and everything is refunded.`,
    delivery: "By the agreed date at the latest",
    deliveryText: ({ seller }) => `${seller} delivers a message and files, which you open here.`,
    check: ({ window }) => `Within ${window}`,
    checkText: ({ seller }) =>
      `You approve or ask for a revision. Without an answer, the order completes and ${seller} receives the money.`,
  },
  facts: ({ seller }) => `${seller} in facts`,
  profile: "See the profile",
  reviews: ({ count }) =>
    pluralEn(count, { one: `${count} review of this service`, other: `${count} reviews of this service` }),
  latestReviews: "Latest reviews of this service",
  noReviews: "No reviews yet. Only buyers who ordered can write one.",
  allReviews: "Read all reviews",
  similar: "Similar services",
} satisfies Words["listing"];
