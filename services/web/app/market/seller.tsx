import { Link } from "@tanstack/react-router";
import { month } from "../format/dates.ts";
import { score } from "../format/numbers.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { Rating } from "../ui/rating.tsx";
import { Text } from "../ui/text.tsx";
import { SellerFacts } from "./facts.tsx";
import { ListingCard } from "./listing-card.tsx";
import type { SellerData } from "./load-seller.ts";
import { ReviewItem } from "./reviews.tsx";

/** R1, R35, R36: who sells, what, and how well: every figure is a sentence. */
export function SellerPage({ data }: { data: SellerData }) {
  const words = useWords();
  const language = useLanguage();
  const { profile } = data;
  return (
    <Page>
      <div className="wrap profile">
        <header className="profile-head">
          <span className="avatar avatar-large" aria-hidden="true">
            {profile.displayName.slice(0, 1)}
          </span>
          <div>
            <PageHeading>{profile.displayName}</PageHeading>
            <p className="seller-line">
              <Rating mean={profile.rating.mean} count={profile.rating.count} />
              {profile.completedSales > 0 && (
                <span className="text-ink-soft">
                  {words.seller.facts.completed({ count: profile.completedSales })}
                </span>
              )}
              <span className="text-ink-soft">
                {words.seller.memberSince({ month: month(new Date(profile.memberSince), language) })}
              </span>
            </p>
          </div>
          <div className="profile-actions">
            <Link className="button" to="/ask" search={{ seller: profile.id }}>
              <Icon name="talk" />
              {words.seller.write}
            </Link>
            <Link className="quiet-link" to="/support" search={{ seller: profile.id }}>
              <Icon name="flag" />
              {words.seller.report}
            </Link>
          </div>
        </header>
        <div className="stack prose">
          <section aria-labelledby="about">
            <h2 className="mb-12" id="about">
              {words.seller.about}
            </h2>
            {profile.bio.trim() === "" ? (
              <p className="text-ink-soft">{words.seller.noAbout({ name: profile.displayName })}</p>
            ) : (
              <Text text={profile.bio} />
            )}
          </section>
          <section aria-labelledby="score">
            <div className="heading-row">
              <h2 id="score">{words.seller.score}</h2>
              {profile.rating.count > 0 && (
                <p className="text-ink-soft">
                  <b className="type-h2 text-ink">{score(profile.standing.score, language)}</b>{" "}
                  {words.common.outOfFive}
                </p>
              )}
            </div>
            <SellerFacts profile={profile} formula={data.formula} hasScore={profile.rating.count > 0} />
            <p className="mt-12">
              <Link
                to={addresses[language].helpArticle}
                params={{ article: helpSlug("sellerScore", language) }}
              >
                {words.seller.howScored}
              </Link>
            </p>
          </section>
        </div>
        <div className="profile-main stack">
          <Listings {...data} />
          <Reviews {...data} />
        </div>
      </div>
    </Page>
  );
}

function Listings({ cards }: SellerData) {
  const words = useWords().seller;
  return (
    <section aria-labelledby="listings">
      <h2 className="mb-12" id="listings">
        {cards.length === 0 ? words.someServices : words.services({ count: cards.length })}
      </h2>
      {cards.length === 0 && <p className="text-ink-soft">{words.noServices}</p>}
      <ul className="cards cards-dense">
        {cards.map((card) => (
          <ListingCard key={card.id} card={card} heading="h3" hasSeller={false} />
        ))}
      </ul>
    </section>
  );
}

function Reviews({ profile, reviews, reviewsCursor, isFirstPage }: SellerData) {
  const words = useWords().seller;
  const places = addresses[useLanguage()];
  const { count, mean, distribution } = profile.rating;
  const params = { slug: slugOf(profile.displayName, profile.id) };
  return (
    <section className="prose" aria-labelledby="reviews">
      <div className="heading-row">
        <h2 id="reviews">{count === 0 ? words.someReviews : words.reviews({ count })}</h2>
        {count > 0 && <Rating mean={mean} count={count} />}
      </div>
      {count === 0 && <p className="text-ink-soft">{words.noReviews}</p>}
      {count > 0 && (
        <ul className="spread" aria-label={words.spread({ count })}>
          {(["5", "4", "3", "2", "1"] as const).map((stars) => (
            <li key={stars}>
              <span>{words.stars({ stars: Number(stars) })}</span>
              <svg viewBox={`0 0 ${count} 6`} preserveAspectRatio="none" aria-hidden="true">
                <path d={`M0 0h${distribution[stars] ?? 0}v6H0z`} />
              </svg>
              <span>
                {distribution[stars] ?? 0}
                <span className="sr-only"> {words.reviewsUnit}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <ul>
        {reviews.map((review) => (
          <ReviewItem key={review.id} review={review} sellerName={profile.displayName} />
        ))}
      </ul>
      {(reviewsCursor !== null || !isFirstPage) && (
        <p className="mt-16 flex flex-wrap gap-12">
          {!isFirstPage && (
            <Link className="button button-second" to={places.seller} params={params} hash="reviews">
              {words.firstReviews}
            </Link>
          )}
          {reviewsCursor !== null && (
            <Link
              className="button button-second"
              to={places.seller}
              params={params}
              search={{ cursor: reviewsCursor }}
              hash="reviews"
            >
              {words.moreReviews}
            </Link>
          )}
        </p>
      )}
    </section>
  );
}
