import { addMonths } from "../calendar.ts";

const REVIEW_MONTHS = 6;
const REPLY_EDIT_MS = 48 * 60 * 60 * 1000;

/** The windows of reviews, divided by `timeScale` for demonstrations and tests (docs/architecture.md). Pure. */
export function reviewPolicy(timeScale: number) {
  return {
    reviewMonths: REVIEW_MONTHS / timeScale,
    replyEditMs: REPLY_EDIT_MS / timeScale,
    /** R32: until when a completed order is reviewed, this moment excluded. */
    reviewableUntil(completedAt: Date): Date {
      const windowMs = addMonths(completedAt, REVIEW_MONTHS).getTime() - completedAt.getTime();
      return new Date(completedAt.getTime() + windowMs / timeScale);
    },
    /** R33: until when a reply is edited, this moment excluded. */
    editableUntil(repliedAt: Date): Date {
      return new Date(repliedAt.getTime() + REPLY_EDIT_MS / timeScale);
    },
  };
}

export type ReviewPolicy = ReturnType<typeof reviewPolicy>;
