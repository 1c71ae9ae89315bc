import type { ReviewWindows } from "@vc/client";
import type { Language } from "../state/page-context.ts";
import { monthSpan } from "./dates.ts";
import { count, percent, score } from "./numbers.ts";

/** The numbers of a seller's score (R35), written as a language does: « 12 mois », « 10 % », "0.25". */
export interface StandingNumbers {
  readonly priorReviews: string;
  readonly priorStars: string;
  readonly refusalSpan: string;
  readonly refusalMinOrders: string;
  /** The rate up to which refusals have no effect. */
  readonly refusalTolerance: string;
  /** How long an unjustified cancellation counts, and shows on the profile. */
  readonly cancellationSpan: string;
  readonly cancellationPoints: string;
  readonly latenessSpan: string;
}

/** Pure. */
export function standingNumbers(formula: ReviewWindows["standing"], language: Language): StandingNumbers {
  return {
    priorReviews: count(formula.priorReviews, language),
    priorStars: count(formula.priorStars, language),
    refusalSpan: monthSpan(formula.refusalMonths, language),
    refusalMinOrders: count(formula.refusalMinOrders, language),
    refusalTolerance: percent(formula.refusalTolerance, language),
    cancellationSpan: monthSpan(formula.cancellationMonths, language),
    cancellationPoints: score(formula.cancellationPoints, language),
    latenessSpan: monthSpan(formula.latenessMonths, language),
  };
}
