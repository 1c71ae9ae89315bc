import { frame } from "./frame.ts";
import { order } from "./order.ts";
import { dialogs } from "./order-actions.ts";
import { ordering } from "./ordering.ts";
import { panels } from "./panels.ts";
import { selling } from "./selling.ts";

/** What pages of a signed-in person say beside the words of every page. */
export const appWords = { dialogs, frame, order, ordering, panels, selling };
