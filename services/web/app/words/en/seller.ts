import { pluralEn } from "../plural.ts";
import type { Words } from "../words.ts";

export const seller = {
  title: ({ name }) => `${name}, seller`,
  description: ({ name }) => `The services of ${name}, at a fixed price, with reviews from buyers.`,
  memberSince: ({ month }) => `here since ${month}`,
  about: "About",
  write: "Send a message",
  noAbout: ({ name }) => `${name} has not written a presentation yet.`,
  score: "Seller score",
  howScored: "How the score is made",
  effects: {
    reviews: "counted with a few average reviews to begin with",
    refusals: "one now and then has no effect",
    lateness: "each delay lowers the score",
    cancellations: "each lowers the score",
  },
  noEffect: "no effect on the score",
  report: "Report",
  services: ({ count }) => pluralEn(count, { one: `${count} service`, other: `${count} services` }),
  someServices: "Services",
  noServices: "Nothing to order right now.",
  reviews: ({ count }) => pluralEn(count, { one: `${count} review`, other: `${count} reviews` }),
  someReviews: "Reviews",
  noReviews: "No reviews yet. Only buyers who ordered can write one.",
  spread: ({ count }) => `Distribution of the ${count} reviews`,
  stars: ({ stars }) => pluralEn(stars, { one: `${stars} star`, other: `${stars} stars` }),
  reviewsUnit: "reviews",
  reply: ({ name }) => `Reply from ${name}`,
  removed: "Review removed",
  removedGrounds: {
    unlawful: "It was against the law.",
    sensitive_information: "It contained sensitive information.",
    author_request: "Its author asked for it.",
  },
  removedNote: "A review is never removed because it is negative.",
  moreReviews: "See more reviews",
  firstReviews: "Back to the latest reviews",
  facts: {
    stars: ({ mean, count }) =>
      `${mean} stars on average over ${pluralEn(count, { one: `${count} review`, other: `${count} reviews` })}`,
    noStars: "No reviews yet",
    noneCompleted: "No completed order yet",
    completed: ({ count }) =>
      pluralEn(count, { one: `${count} completed order`, other: `${count} completed orders` }),
    onTime: ({ percent, span }) => `Delivered ${percent} of orders on time in ${span}`,
    noOnTime: ({ span }) => `No delivery within ${span}`,
    refused: ({ percent, span }) => `Refused ${percent} of orders in ${span}`,
    refusedNone: ({ span }) => `Refused no order in ${span}`,
    cancelled: ({ count, span }) =>
      pluralEn(count, {
        one: `${count} cancellation without a good reason in ${span}`,
        other: `${count} cancellations without a good reason in ${span}`,
      }),
    cancelledNone: ({ span }) => `No cancellation without a good reason in ${span}`,
    repliedNone: "Has not replied to a review yet",
    replied: ({ percent }) => `Replied to ${percent} of reviews`,
  },
} satisfies Words["seller"];
