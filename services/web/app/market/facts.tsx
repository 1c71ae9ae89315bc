import type { ReviewWindows, SellerProfile } from "@vc/client";
import { effect, meanOfStars, percent, score } from "../format/numbers.ts";
import { type StandingNumbers, standingNumbers } from "../format/standing-numbers.ts";
import type { IconName } from "../icons/list.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Language } from "../state/page-context.ts";
import { Icon } from "../ui/icon.tsx";
import type { Words } from "../words/words.ts";

type Contribution = SellerProfile["standing"]["contributions"][number]["kind"];

interface Fact {
  readonly icon: IconName;
  readonly text: string;
  /** The part of the score that the fact makes up. */
  readonly part?: Contribution;
}

/** R35, R36: what is known of a seller, as sentences; with the score, what each adds to it or takes from it. */
export function SellerFacts({
  profile,
  formula,
  hasScore = false,
}: {
  profile: SellerProfile;
  formula: ReviewWindows["standing"];
  hasScore?: boolean;
}) {
  const words = useWords();
  const language = useLanguage();
  const effectOf = (kind: Contribution) =>
    profile.standing.contributions.find((each) => each.kind === kind)?.effect ?? 0;
  return (
    <ul className="facts">
      {factsOf(profile, words, language, standingNumbers(formula, language)).map(({ icon, text, part }) => (
        <li key={icon}>
          <Icon name={icon} />
          <p>
            {text}
            {hasScore && (
              <small>{part === undefined ? words.seller.noEffect : words.seller.effects[part]}</small>
            )}
          </p>
          {hasScore && part !== undefined && (
            <b className="fact-effect">
              {part === "reviews" ? score(effectOf(part), language) : effect(effectOf(part), language)}
            </b>
          )}
        </li>
      ))}
    </ul>
  );
}

function factsOf(
  profile: SellerProfile,
  { seller: { facts } }: Words,
  language: Language,
  { refusalSpan, latenessSpan, cancellationSpan }: StandingNumbers,
): Fact[] {
  const { rating, completedSales, onTimeRate, refusalRate, unjustifiedCancellations, replyRate } = profile;
  return [
    {
      icon: "star-large",
      part: "reviews",
      text:
        rating.mean === null
          ? facts.noStars
          : facts.stars({ mean: meanOfStars(rating.mean, language), count: rating.count }),
    },
    {
      icon: "prohibit",
      part: "refusals",
      text:
        refusalRate === 0
          ? facts.refusedNone({ span: refusalSpan })
          : facts.refused({ percent: percent(refusalRate, language), span: refusalSpan }),
    },
    {
      icon: "date",
      part: "lateness",
      text:
        onTimeRate === null
          ? facts.noOnTime({ span: latenessSpan })
          : facts.onTime({ percent: percent(onTimeRate, language), span: latenessSpan }),
    },
    {
      icon: "handshake",
      part: "cancellations",
      text:
        unjustifiedCancellations === 0
          ? facts.cancelledNone({ span: cancellationSpan })
          : facts.cancelled({ count: unjustifiedCancellations, span: cancellationSpan }),
    },
    {
      icon: "seal",
      text: completedSales === 0 ? facts.noneCompleted : facts.completed({ count: completedSales }),
    },
    ...(replyRate === null
      ? []
      : [
          {
            icon: "talk" as const,
            text:
              replyRate === 0 ? facts.repliedNone : facts.replied({ percent: percent(replyRate, language) }),
          },
        ]),
  ];
}
