import type { SellerProfile } from "@vc/client";
import { effect, meanOfStars, percent, score } from "../format/numbers.ts";
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
export function SellerFacts({ profile, hasScore = false }: { profile: SellerProfile; hasScore?: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const effectOf = (kind: Contribution) =>
    profile.standing.contributions.find((each) => each.kind === kind)?.effect ?? 0;
  return (
    <ul className="facts">
      {factsOf(profile, words, language).map(({ icon, text, part }) => (
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

function factsOf(profile: SellerProfile, { seller: { facts } }: Words, language: Language): Fact[] {
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
        refusalRate === 0 ? facts.refusedNone : facts.refused({ percent: percent(refusalRate, language) }),
    },
    {
      icon: "date",
      part: "lateness",
      text: onTimeRate === null ? facts.noOnTime : facts.onTime({ percent: percent(onTimeRate, language) }),
    },
    {
      icon: "handshake",
      part: "cancellations",
      text:
        unjustifiedCancellations === 0
          ? facts.cancelledNone
          : facts.cancelled({ count: unjustifiedCancellations }),
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
