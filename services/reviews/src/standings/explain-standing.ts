import type { StandingExplained } from "@vc/contracts";
import { type Contribution, STANDING_FORMULA as formula, type Standing } from "./standing.ts";

/** Every contribution to a seller's score, in words and numbers (R35). Pure. */
export function explainStanding(standing: Standing): StandingExplained {
  return { score: standing.score, contributions: standing.contributions.map(explain) };
}

function explain(part: Contribution): StandingExplained["contributions"][number] {
  const { kind, effect } = part;
  switch (part.kind) {
    case "reviews": {
      const { mean, count } = part;
      const { priorReviews: n, priorStars: stars } = formula;
      const value = mean ?? 0;
      return {
        kind,
        value,
        effect,
        explanation: {
          fr: `${count} avis${mean === null ? "" : `, ${fr(mean)} étoiles en moyenne`}. La note part de ${n} avis à ${stars} étoiles, auxquels les vôtres s'ajoutent : ${fr(effect)}.`,
          en: `${count} reviews${mean === null ? "" : `, ${mean} stars on average`}. The score starts from ${n} reviews of ${stars} stars, to which yours are added: ${effect}.`,
        },
      };
    }
    case "refusals": {
      const { refused, orders } = part;
      const { refusalMonths: months, refusalMinOrders: least, refusalTolerance: tolerance } = formula;
      const percent = tolerance * 100;
      return {
        kind,
        value: orders === 0 ? 0 : Math.round((refused / orders) * 10_000) / 10_000,
        effect,
        explanation: {
          fr: `${refused} refus sur ${orders} commandes en ${months} mois. Seule compte la part au-delà de ${percent} %, à partir de ${least} commandes.`,
          en: `${refused} of ${orders} orders refused in ${months} months. Only the share above ${percent} % counts, from ${least} orders on.`,
        },
      };
    }
    case "cancellations": {
      const { cancellationMonths: months, cancellationPoints: points, cancellationMost: most } = formula;
      return {
        kind,
        value: part.count,
        effect,
        explanation: {
          fr: `${part.count} annulations non justifiées en ${months} mois, ${fr(points)} point chacune, ${fr(most)} au plus.`,
          en: `${part.count} unjustified cancellations in ${months} months, ${points} points each, ${most} at most.`,
        },
      };
    }
    case "lateness": {
      const { late, deliveries } = part;
      const { latenessMonths: months, latenessMinDeliveries: least } = formula;
      return {
        kind,
        value: deliveries === 0 ? 0 : Math.round((late / deliveries) * 10_000) / 10_000,
        effect,
        explanation: {
          fr: `${late} livraisons en retard sur ${deliveries} en ${months} mois ; la part est prise sur au moins ${least}.`,
          en: `${late} of ${deliveries} deliveries late in ${months} months; the share is taken of at least ${least}.`,
        },
      };
    }
  }
}

/** A number as it is written in French. */
function fr(value: number): string {
  return String(value).replace(".", ",");
}
