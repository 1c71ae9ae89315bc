import { chips } from "./chips.ts";
import { helpGuides as guides } from "./help-guides.ts";
import { helpStates as states } from "./help-states.ts";
import { helpTopics as topics } from "./help-topics.ts";

/** The articles of the help centre: a file of their own, as each page shows one of them. */
export const helpArticles = { chips, guides, states, topics };
