import { day } from "../format/dates.ts";
import { nameIn } from "../format/names.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Stars } from "../ui/rating.tsx";
import type { Review } from "./review.ts";

/** R33, R34: a review with the seller's one reply; where one was removed, the ground is said. */
export function ReviewItem({ review, sellerName }: { review: Review; sellerName: string }) {
  const { seller } = useWords();
  const language = useLanguage();
  const when = <time dateTime={review.createdAt}>{day(new Date(review.createdAt), language)}</time>;
  if (review.removed !== null) {
    return (
      <li className="review text-ink-soft">
        <h3>{seller.removed}</h3>
        <p className="review-meta">{when}</p>
        <p>
          {seller.removedGrounds[review.removed.ground]} {seller.removedNote}
        </p>
      </li>
    );
  }
  return (
    <li className="review">
      <h3>{nameIn(language, review.author)}</h3>
      <p className="review-meta">
        <Stars stars={review.stars} />
        {when}
      </p>
      <WrittenText text={review.text} />
      {review.reply !== null && (
        <div className="reply">
          <h4>
            {seller.reply({ name: sellerName })},{" "}
            <time dateTime={review.reply.at}>{day(new Date(review.reply.at), language)}</time>
          </h4>
          <WrittenText text={review.reply.text} />
        </div>
      )}
    </li>
  );
}

/** R42: where the author's account was closed since, the text says so. */
function WrittenText({ text }: { text: string | null }) {
  const { common } = useWords();
  if (text === "") return <p className="text-ink-soft">{common.erasedText}</p>;
  return <p className="whitespace-pre-line">{text}</p>;
}
