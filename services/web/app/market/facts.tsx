import type { SellerProfile } from "@vc/client";
import { meanOfStars, percent } from "../format/numbers.ts";
import type { IconName } from "../icons/list.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Language } from "../state/page-context.ts";
import { Icon } from "../ui/icon.tsx";
import type { Words } from "../words/words.ts";

/** R35, R36: what is known of a seller, as sentences. */
export function SellerFacts({ profile }: { profile: SellerProfile }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <ul className="facts">
      {factsOf(profile, words, language).map(({ icon, text }) => (
        <li key={icon}>
          <Icon name={icon} />
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}

function factsOf(
  profile: SellerProfile,
  { seller: { facts } }: Words,
  language: Language,
): { icon: IconName; text: string }[] {
  const { rating, completedSales, onTimeRate, refusalRate, unjustifiedCancellations, replyRate } = profile;
  return [
    {
      icon: "star-large",
      text:
        rating.mean === null
          ? facts.noStars
          : facts.stars({ mean: meanOfStars(rating.mean, language), count: rating.count }),
    },
    {
      icon: "seal",
      text: completedSales === 0 ? facts.noneCompleted : facts.completed({ count: completedSales }),
    },
    {
      icon: "date",
      text: onTimeRate === null ? facts.noOnTime : facts.onTime({ percent: percent(onTimeRate, language) }),
    },
    {
      icon: "prohibit",
      text:
        refusalRate === 0 ? facts.refusedNone : facts.refused({ percent: percent(refusalRate, language) }),
    },
    {
      icon: "handshake",
      text:
        unjustifiedCancellations === 0
          ? facts.cancelledNone
          : facts.cancelled({ count: unjustifiedCancellations }),
    },
    ...(replyRate === null
      ? []
      : [{ icon: "talk" as const, text: facts.replied({ percent: percent(replyRate, language) }) }]),
  ];
}
