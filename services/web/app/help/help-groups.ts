/** How the help centre orders its articles: by side of an order, and what is behind both. */
export const HELP_GROUPS = ["buyer", "seller", "topics"] as const;
