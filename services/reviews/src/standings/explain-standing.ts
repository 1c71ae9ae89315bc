import type { StandingExplained } from "@vc/contracts";
import { type Contribution, standingFormula as formula, type Standing, share } from "./standing.ts";

/** A contribution's fact as one number, and what it says in both languages. */
interface Explained {
  readonly value: number;
  readonly fr: string;
  readonly en: string;
}

/** Every contribution to a seller's score, in words and numbers (R35). Pure. */
export function explainStanding(standing: Standing): StandingExplained {
  return {
    score: standing.score,
    contributions: standing.contributions.map((part) => {
      const { value, fr, en } = explain(part);
      return { kind: part.kind, value, effect: part.effect, explanation: { fr, en } };
    }),
  };
}

function explain(part: Contribution): Explained {
  switch (part.kind) {
    case "reviews":
      return explainReviews(part);
    case "refusals":
      return explainRefusals(part);
    case "cancellations":
      return explainCancellations(part);
    case "lateness":
      return explainLateness(part);
  }
}

function explainReviews({ mean, count, effect }: Contribution & { kind: "reviews" }): Explained {
  const { priorReviews, priorStars } = formula;
  const meanInFrench = mean === null ? "" : ` ; moyenne : ${french(mean)} étoiles`;
  const meanInEnglish = mean === null ? "" : `; mean: ${mean} stars`;
  return {
    value: mean ?? 0,
    fr: `Avis : ${count}${meanInFrench}. La note part de ${priorReviews} avis à ${priorStars} étoiles, auxquels les vôtres s'ajoutent : ${french(effect)}.`,
    en: `Reviews: ${count}${meanInEnglish}. The score starts from ${priorReviews} reviews of ${priorStars} stars, to which yours are added: ${effect}.`,
  };
}

function explainRefusals({ refused, orders }: Contribution & { kind: "refusals" }): Explained {
  const { refusalMonths: months, refusalMinOrders: least } = formula;
  const percent = formula.refusalTolerance * 100;
  return {
    value: share(refused, orders) ?? 0,
    fr: `Refus en ${months} mois : ${refused} sur ${orders} commandes. Seule compte la part au-delà de ${percent} %, à partir de ${least} commandes.`,
    en: `Refusals in ${months} months: ${refused} of ${orders} orders. Only the share above ${percent} % counts, from ${least} orders on.`,
  };
}

function explainCancellations({ count }: Contribution & { kind: "cancellations" }): Explained {
  const { cancellationMonths: months, cancellationPoints: points, cancellationMost: most } = formula;
  return {
    value: count,
    fr: `Annulations non justifiées en ${months} mois : ${count}, à ${french(points)} point chacune, ${french(most)} au plus.`,
    en: `Unjustified cancellations in ${months} months: ${count}, at ${points} points each, ${most} at most.`,
  };
}

function explainLateness({ late, deliveries }: Contribution & { kind: "lateness" }): Explained {
  const { latenessMonths: months, latenessMinDeliveries: least } = formula;
  return {
    value: share(late, deliveries) ?? 0,
    fr: `Livraisons en retard en ${months} mois : ${late} sur ${deliveries} ; la part est prise sur au moins ${least}.`,
    en: `Late deliveries in ${months} months: ${late} of ${deliveries}; the share is taken of at least ${least}.`,
  };
}

/** A number as it is written in French. */
function french(value: number): string {
  return String(value).replace(".", ",");
}
