import { frame } from "./frame.ts";
import { notices } from "./notices.ts";
import { order } from "./order.ts";
import { dialogs } from "./order-actions.ts";
import { ordering } from "./ordering.ts";
import { panels } from "./panels.ts";
import { selling } from "./selling.ts";
import { settings } from "./settings.ts";
import { talking } from "./talking.ts";

/** What pages of a signed-in person say beside the words of every page. */
export const appWords = {
  dialogs,
  frame,
  notices,
  order,
  ordering,
  panels,
  selling,
  settings,
  talking,
};
