import { noticeWords } from "../../notices/notice-kinds.ts";
import type { AppWords } from "../app-words.ts";
import { countedEn } from "../plural.ts";

/** Notifications and the choice of their channels. */
export const notices = {
  title: "Notifications",
  bell: ({ count }) => (count === 0 ? "Notifications" : `Notifications, ${count} unread`),
  allRead: "All read.",
  unread: ({ count }) => `${countedEn(count, "notification", "notifications")} to read.`,
  markAll: "Mark all as read",
  isNew: "Unread",
  settings: "Choose my notifications",
  empty: "Nothing yet. What concerns your orders will arrive here, and by e-mail.",
  kinds: noticeWords("en"),
  groups: {
    orders: "Orders",
    money: "Money",
    messages: "Messages",
    reviews: "Reviews",
    account: "Account",
  },
  settingsTitle: "Notifications",
  settingsLead: "Choose what you receive, and how. Each choice is saved at once.",
  app: "Here",
  email: "E-mail",
  always: "Always sent",
  alwaysText: "They are about your money or a time that is running: missing them could cost you.",
  switchLabel: ({ kind, channel }) => `${kind}, ${channel}`,
  notSaved: "This choice was not saved. Try again.",
  saved: "Saved.",
} satisfies AppWords["notices"];
