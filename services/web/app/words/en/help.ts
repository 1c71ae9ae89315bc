import { countedEn } from "../plural.ts";
import type { Words } from "../words.ts";

/** What pages of the help centre say around their articles. */
export const help = {
  title: "Help centre",
  description: "What happens at each stage of an order, who acts, until when, and where the money is.",
  lead: "Each stage of an order has its page: who acts, until when, and what happens without an answer.",
  searchLabel: "Search the help",
  searchExample: "For example: late, revision, transfer",
  groups: { buyer: "Buying", seller: "Selling", topics: "Understand" },
  found: ({ count }) =>
    count === 0 ? "No article contains these words." : countedEn(count, "article", "articles"),
  all: "See all articles",
  inShort: "In short",
  who: "Who acts",
  until: "Until when",
  silence: "Without an answer",
  meaning: "What it means",
  todo: "What you can do",
  tip: "A tip",
  breadcrumbs: "Where you are",
  questionTitle: "Any question left?",
  questionText: "A person of our support answers you, with your order at hand.",
  askSupport: "Write to support",
  orderStages: { buyer: "Your order, stage by stage", seller: "Your sale, stage by stage" },
  topicsTitle: "Read also",
} satisfies Words["help"];
