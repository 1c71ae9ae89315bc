import type { Words } from "../words.ts";

export const states = {
  notFoundTitle: "This page does not exist",
  notFoundText: "It does not exist, or is not open to you. The address may have changed.",
  toHome: "Go to the home page",
  toSearch: "Browse services",
  failedTitle: "We could not read this page",
  failedText: "Nothing is lost. Try again; if it goes on, give us this number:",
  failedTextAlone: "Nothing is lost. Try again shortly.",
  slow: "This takes longer than usual. We keep trying, and nothing is done twice.",
  retry: "Try again",
  noAnswer: "The connection broke. Check your network and try again: nothing is lost.",
  needsScript: "This page needs JavaScript. Everything public can be read without it.",
} satisfies Words["states"];
