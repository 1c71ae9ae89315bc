import type { PanelName } from "../../../services/web/app/guide/panels.ts";

/** Stripe keeps back what it would pay out, or does not answer; there is too little for a bank, or something is owed. */
export type Trouble = "payouts-paused" | "stripe-away" | "too-little" | "owed";

/** Whose pages are drawn, in which language, and which order is asked for. */
export interface View {
  readonly role: "buyer" | "seller";
  readonly locale: "fr" | "en";
  readonly sample: PanelName;
  readonly isEmpty: boolean;
  /** What is unusual about the money. */
  readonly trouble: Trouble | null;
}
