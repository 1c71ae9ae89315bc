import type { AppWords } from "../app-words.ts";
import { frame } from "./frame.ts";
import { order } from "./order.ts";
import { dialogs } from "./order-actions.ts";
import { ordering } from "./ordering.ts";
import { panels } from "./panels.ts";
import { selling } from "./selling.ts";

export const appWords = { dialogs, frame, order, ordering, panels, selling } satisfies AppWords;
