import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage } from "../state/language.tsx";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { Rating } from "../ui/rating.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { OrderScene } from "./use-order.ts";

/** R1, R38: with whom one trades; of a seller what the public knows, and a way to tell what is wrong with them. */
export function OtherSide({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, role, facts } = scene;
  const isSeller = role === "buyer" && !order.seller.closed;
  const profile = useQuery({ ...queries.seller(order.seller.id), enabled: isSeller }).data;
  return (
    <section className="other-side" aria-label={words.otherSide[role]}>
      <span className="avatar" aria-hidden="true">
        {facts.other.slice(0, 1)}
      </span>
      <div>
        {isSeller ? (
          <Link
            className="other-side-name"
            to={addresses[language].seller}
            params={{ slug: slugOf(facts.other, order.seller.id) }}
          >
            {facts.other}
          </Link>
        ) : (
          <p className="other-side-name">{facts.other}</p>
        )}
        {/* As high as what comes, so that nothing moves when it is there. */}
        {isSeller && (
          <p className="other-side-facts">
            {profile !== undefined && <Rating mean={profile.rating.mean} count={profile.rating.count} />}
          </p>
        )}
        {isSeller && (
          <Link className="quiet-link" to="/support" search={{ seller: order.seller.id }}>
            <Icon name="flag" />
            {words.report}
          </Link>
        )}
      </div>
    </section>
  );
}
