import type { REPORT_OUTCOMES, REPORT_STATES } from "@vc/contracts";
import type { RemovalGround } from "../reviews/review.ts";

export type ReportState = (typeof REPORT_STATES)[number];
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

/** A request to support to look at a review (R34). */
export interface Report {
  readonly id: string;
  readonly reviewId: string;
  readonly reporterId: string;
  readonly ground: RemovalGround;
  readonly note: string;
  readonly state: ReportState;
  /** The mediator who works on it; kept once it is decided. */
  readonly takenBy: { readonly id: string; readonly at: Date } | null;
  readonly decision: ReportDecisionMade | null;
  readonly createdAt: Date;
}

export interface ReportDecisionMade {
  readonly outcome: ReportOutcome;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}
