import { Link } from "@tanstack/react-router";
import { withMarksKept } from "../format/marks.ts";
import { euros, shortMoney } from "../format/money.ts";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Rating } from "../ui/rating.tsx";
import type { Card } from "./card.ts";
import { Cover } from "./cover.tsx";

/** One listing in a list of them. `heading` keeps the order of headings of its page. */
export function ListingCard({
  card,
  heading: Heading,
  hasSeller = true,
}: {
  card: Card;
  heading: "h2" | "h3";
  hasSeller?: boolean;
}) {
  const { common } = useWords();
  const language = useLanguage();
  return (
    <li className="card">
      <Cover id={card.id} title={card.title} topCategory={card.topCategory} />
      <Heading className="card-title">
        <Link to={addresses[language].listing} params={{ slug: slugOf(card.title, card.id) }}>
          {withMarksKept(card.title)}
        </Link>
      </Heading>
      {hasSeller && (
        <p className="card-line card-by">
          <span>{card.sellerName}</span>
          <Rating mean={card.rating} count={card.reviewCount} />
        </p>
      )}
      <p className="card-line">
        <span>
          {common.from} <b>{shortMoney(euros(card.priceCents), language)}</b>
        </span>
        <span>{common.deliveredIn({ days: card.deliveryDays })}</span>
      </p>
    </li>
  );
}
