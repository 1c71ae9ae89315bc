import type { PanelName } from "../../../services/web/app/guide/panels.ts";

/** Whose pages are drawn, in which language, and which order is asked for. */
export interface View {
  readonly role: "buyer" | "seller";
  readonly locale: "fr" | "en";
  readonly sample: PanelName;
  readonly isEmpty: boolean;
}
