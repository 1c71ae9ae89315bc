import { Link } from "@tanstack/react-router";
import { duration } from "../format/dates.ts";
import { withMarksKept } from "../format/marks.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { Rating } from "../ui/rating.tsx";
import { Asked, Text } from "../ui/text.tsx";
import { Cover } from "./cover.tsx";
import { SellerFacts } from "./facts.tsx";
import { ListingCard } from "./listing-card.tsx";
import type { ListingData } from "./load-listing.ts";
import { OrderCard } from "./order-card.tsx";
import { ReviewItem } from "./reviews.tsx";

/** R1, R2, R6, R7: everything that a person needs to know before an order. */
export function ListingPage({ data }: { data: ListingData }) {
  const { listing, topCategory } = data;
  return (
    <Page>
      <div className="wrap listing">
        <Head {...data} />
        <div className="listing-cover">
          <Cover id={listing.id} title={listing.title} topCategory={topCategory?.id ?? listing.category} />
        </div>
        <OrderCard listing={listing} key={listing.id} />
        <div className="stack prose mt-48">
          <About {...data} />
          <Terms {...data} />
          <AfterPayment {...data} />
          <Seller {...data} />
          <Reviews {...data} />
        </div>
      </div>
      <Similar {...data} />
    </Page>
  );
}

function Head({ listing, topCategory, category, profile }: ListingData) {
  const words = useWords();
  const language = useLanguage();
  const places = addresses[language];
  const { seller } = listing;
  return (
    <header>
      <nav className="crumbs" aria-label={words.listing.breadcrumbs}>
        <ol>
          <li>
            <Link to={places.search}>{words.common.services}</Link>
          </li>
          {[topCategory, category].map(
            (each) =>
              each !== null && (
                <li key={each.id}>
                  <Link to={places.category} params={{ category: each.id }}>
                    {each.name[language]}
                  </Link>
                </li>
              ),
          )}
        </ol>
      </nav>
      <PageHeading className="mt-8">{withMarksKept(listing.title)}</PageHeading>
      <p className="seller-line">
        <span className="avatar" aria-hidden="true">
          {seller.displayName.slice(0, 1)}
        </span>
        <Link to={places.seller} params={{ slug: slugOf(seller.displayName, listing.sellerId) }}>
          {seller.displayName}
        </Link>
        <Rating mean={seller.rating} count={seller.reviewCount} />
        {profile !== null && profile.completedSales > 0 && (
          <span className="text-ink-soft">{words.listing.completed({ count: profile.completedSales })}</span>
        )}
      </p>
    </header>
  );
}

function About({ listing }: ListingData) {
  const words = useWords().listing;
  return (
    <>
      <section aria-labelledby="about">
        <h2 className="mb-12" id="about">
          {words.aboutTitle}
        </h2>
        <Text text={listing.description} />
      </section>
      {listing.briefInstructions.trim() !== "" && (
        <section aria-labelledby="needs">
          <h2 className="mb-12" id="needs">
            {words.needsTitle({ seller: listing.seller.displayName })}
          </h2>
          <Asked text={listing.briefInstructions} />
          <p className="type-small mt-12 text-ink-soft">{words.needsNote}</p>
        </section>
      )}
    </>
  );
}

function Terms({ listing }: ListingData) {
  const words = useWords().listing;
  const language = useLanguage();
  return (
    <section className="two ruled" aria-label={words.timeAndRevisions}>
      <div>
        <h2 className="mb-4">{words.deliveryTitle({ days: listing.deliveryDays })}</h2>
        <p>{words.deliveryText({ seller: listing.seller.displayName })}</p>
      </div>
      <div>
        <h2 className="mb-4">{words.revisionsTitle({ limit: listing.revisionLimit })}</h2>
        <p>
          {words.revisionsText}{" "}
          <Link
            to={addresses[language].helpArticle}
            params={{ article: helpSlug("buyerRevision", language) }}
          >
            {words.howRevisions}
          </Link>
        </p>
      </div>
    </section>
  );
}

function AfterPayment({ listing, policy }: ListingData) {
  const language = useLanguage();
  const { afterTitle, steps } = useWords().listing;
  const seller = listing.seller.displayName;
  return (
    <section aria-labelledby="after">
      <h2 className="mb-12" id="after">
        {afterTitle}
      </h2>
      <ol className="thread">
        <li className="thread-held">
          <Icon name="lock" />
          <p>
            <b>{steps.now}</b> {steps.nowText({ seller })}
          </p>
        </li>
        <li>
          <Icon name="hourglass" />
          <p>
            <b>{steps.answer({ window: duration(policy.acceptanceMs, language) })}</b>{" "}
            {steps.answerText({ seller })}
          </p>
        </li>
        <li>
          <Icon name="package" />
          <p>
            <b>{steps.delivery}</b> {steps.deliveryText({ seller })}
          </p>
        </li>
        <li className="thread-done">
          <Icon name="seal" />
          <p>
            <b>{steps.check({ window: duration(policy.completionMs, language) })}</b>{" "}
            {steps.checkText({ seller })}
          </p>
        </li>
      </ol>
    </section>
  );
}

function Seller({ listing, profile, policy }: ListingData) {
  const words = useWords().listing;
  const places = addresses[useLanguage()];
  if (profile === null) return null;
  return (
    <section aria-labelledby="facts">
      <div className="heading-row">
        <h2 id="facts">{words.facts({ seller: profile.displayName })}</h2>
        <Link
          className="more-link"
          to={places.seller}
          params={{ slug: slugOf(profile.displayName, listing.sellerId) }}
        >
          {words.profile}
          <Icon name="arrow-right" />
        </Link>
      </div>
      <SellerFacts profile={profile} formula={policy.standing} />
    </section>
  );
}

function Reviews({ listing, reviews }: ListingData) {
  const words = useWords().listing;
  const places = addresses[useLanguage()];
  if (reviews === null) return null;
  const { items, hasMore } = reviews;
  return (
    <section aria-labelledby="reviews">
      <h2 className="mb-12" id="reviews">
        {hasMore || items.length === 0 ? words.latestReviews : words.reviews({ count: items.length })}
      </h2>
      {items.length === 0 && <p className="text-ink-soft">{words.noReviews}</p>}
      <ul>
        {items.map((review) => (
          <ReviewItem key={review.id} review={review} sellerName={listing.seller.displayName} />
        ))}
      </ul>
      {hasMore && (
        <p className="mt-16 flex">
          <Link
            className="button button-second"
            to={places.seller}
            params={{ slug: slugOf(listing.seller.displayName, listing.sellerId) }}
          >
            {words.allReviews}
          </Link>
        </p>
      )}
    </section>
  );
}

function Similar({ similar }: ListingData) {
  const words = useWords().listing;
  if (similar.length === 0) return null;
  return (
    <section className="wrap block-gap" aria-labelledby="similar">
      <div className="heading-row">
        <h2 id="similar">{words.similar}</h2>
      </div>
      <ul className="cards cards-four cards-dense">
        {similar.map((card) => (
          <ListingCard key={card.id} card={card} heading="h3" />
        ))}
      </ul>
    </section>
  );
}
