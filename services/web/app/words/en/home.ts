import type { Words } from "../words.ts";

export const home = {
  title: "Vendor Consolidation: a hand with your communication",
  description:
    "Logos, websites, texts, videos, translations: services at a fixed price, delivered by a fixed date. Your money is held until the work is done.",
  heading: "A hand with your communication, at a fixed price, by a fixed date.",
  lead: "You pay when you order. The money is held until the work is done.",
  question: "What do you need?",
  forExample: "For example",
  examples: ["logo", "website", "blog article", "voice-over"],
  categories: "Categories",
  best: "Best rated right now",
  all: "All services",
  money: "Your money waits until the work is done",
  aboutHeldMoney: "All about held money",
  paid: "paid",
  paidTitle: "You pay when you order",
  paidText:
    "The price, the extras and the delivery time are written into the order. Nothing changes them afterwards.",
  held: "held",
  heldTitle: "The money is held",
  heldText:
    "It waits for the end of the order, with our payment provider. Neither you nor the seller can touch it.",
  released: "Paid out",
  releasedWhen: "at the end",
  releasedTitle: "The seller receives it",
  releasedText: ({ window }) => `When you approve the delivery, or ${window} after it if you say nothing.`,
  refund: ({ window }) =>
    `No answer from the seller within ${window}, a delay that you do not accept, a mediator who decides for you: the money is refunded.`,
  sellTitle: "You sell? The money is there before you begin.",
  sellText: ({ acceptance, completion }) =>
    `Every order reaches you already paid. You have ${acceptance} to accept or refuse it, and the delivery time starts only when you accept. After the delivery, if the buyer says nothing for ${completion}, the order completes and your share is yours: no invoice to chase, no bad payer.`,
  offer: "Offer a service",
  calculator: "Work out what you receive",
  yourPrice: "Your price",
  paidByBuyer: "Paid by the buyer",
  commission: ({ percent }) => `Commission of ${percent}, VAT included`,
  forYou: "For you",
} satisfies Words["home"];
