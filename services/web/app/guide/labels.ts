import type { paths } from "@vc/client";
import type { PanelFacts } from "./panel-words.ts";
import type { GuideAction, GuideChip, PanelName } from "./panels.ts";

type Label = (facts: PanelFacts) => string;

export type ChipWords = Readonly<Record<GuideChip, string>>;
export type OrderActionWords = Readonly<Record<GuideAction, Label>>;
export type OrderActionWordsOn = Readonly<Partial<Record<PanelName, Partial<Record<GuideAction, Label>>>>>;

/** One entry of an order's timeline, as the API shows it. */
export type TimelineEntry =
  paths["/v1/orders/{orderId}/timeline"]["get"]["responses"][200]["content"]["application/json"]["items"][number];

/** What an entry says: how many files and links came with it, where any did. */
export type TimelineWords = Readonly<
  Record<TimelineEntry["action"], (given: { files: number; links: number }) => string>
>;
