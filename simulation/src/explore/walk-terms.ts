import type { DISPUTE_DECISIONS, OrderAction } from "@vc/contracts";
import type { Realism } from "@vc/stripe-simulator/in-process";
import type { Allowance } from "./moment.ts";

/** What the services do by themselves once they hear or find something. */
export const WORK = ["messages", "webhooks", "movements", "timers"] as const;
export type Work = (typeof WORK)[number];

/** One walk: what may happen in it, and how often. Everything that is not named here happens freely. */
export interface WalkTerms {
  readonly name: string;
  /** What the walk is there to try. */
  readonly tries: string;
  /** Which actions people take. */
  readonly actions: readonly OrderAction[] | "all";
  /** Which decisions a mediator takes. Default: all. */
  readonly resolutions?: readonly (typeof DISPUTE_DECISIONS)[number][];
  readonly left: Allowance;
  /**
   * Work that is done before anything else happens. The rest is late, for as long as it likes, and in any order: then a
   * movement is also taken, carried out and recorded in three steps, between which others come and processes die.
   */
  readonly prompt: readonly Work[];
  /** Whether time passes only when no work waits: what is late is then late for other work, and not for a deadline. */
  readonly isTimePatient: boolean;
  /** Whether an admin decides what waits before time passes. Default: no. */
  readonly isAdminPrompt?: boolean;
  readonly listing: { readonly deliveryDays: number; readonly revisionLimit: number | null };
  readonly realism?: Partial<Realism>;
  /** Whether people also act in the last millisecond before a time, and in the first one after it. */
  readonly aroundTimes: boolean;
  /** What has happened before, promptly and in words of `steps.ts`. Default: the order is placed. */
  readonly begins?: readonly string[];
  /** Which card pays: test cards make refunds fail and disputes come. */
  readonly card?: string;
  /** Whether the seller can receive money from the start. Default: yes. */
  readonly isSellerReady?: boolean;
}
