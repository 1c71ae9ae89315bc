import { meanOfStars } from "../format/numbers.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "./icon.tsx";

/** A mean and how many it is of: « ★ 4,6 (23) ». A seller without reviews is new, not worth four stars. */
export function Rating({ mean, count }: { mean: number | null; count: number }) {
  const { common } = useWords();
  const language = useLanguage();
  if (mean === null || count === 0) {
    return (
      <span className="text-mandarine">
        <span aria-hidden="true">{common.newSeller}</span>
        <span className="sr-only">{common.newSellerLabel}</span>
      </span>
    );
  }
  const text = meanOfStars(mean, language);
  return (
    <span className="rating">
      <Icon name="star" />
      <b aria-hidden="true">{text}</b>
      <span aria-hidden="true">({count})</span>
      <span className="sr-only">{common.ratingLabel({ mean: text, count })}</span>
    </span>
  );
}

/** The stars of one review. */
export function Stars({ stars }: { stars: number }) {
  const { common } = useWords();
  return (
    <span className="stars" role="img" aria-label={common.starsLabel({ stars })}>
      {[1, 2, 3, 4, 5].map((place) => (
        <Icon key={place} name={place <= stars ? "star" : "star-empty"} />
      ))}
    </span>
  );
}
