import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Listing } from "@vc/client";
import { useState } from "react";
import { shortMoney } from "../format/money.ts";
import { PageHeading } from "../layout/page.tsx";
import { topCategoryOf } from "../market/card.ts";
import { Cover } from "../market/cover.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";

/** R4, R5: what a person offers, published or not. */
export function OwnListings() {
  const { selling } = useAppWords();
  const { common } = useWords();
  const listings = useInfiniteQuery(queries.ownListings());
  const isEmpty = listings.data?.length === 0;
  return (
    <>
      <title>{common.pageTitle({ title: selling.listingsTitle })}</title>
      <header className="page-head page-head-row">
        <PageHeading>{selling.listingsTitle}</PageHeading>
        {!isEmpty && (
          <Link className="button" to="/listings/new">
            <Icon name="plus" />
            {selling.newListing}
          </Link>
        )}
      </header>
      <QueryView query={listings} shape={<div className="shape shape-row" aria-hidden="true" />}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              text={selling.emptyListings}
              link={
                <Link className="button" to="/sell">
                  {selling.firstListing}
                </Link>
              }
            />
          ) : (
            <>
              <ul className="order-rows">
                {items.map((listing) => (
                  <ListingRow key={listing.id} listing={listing} />
                ))}
              </ul>
              <MoreButton list={listings} />
            </>
          )
        }
      </QueryView>
    </>
  );
}

const tones = { draft: "stone", published: "feuille", paused: "ambre" } as const;

function ListingRow({ listing }: { listing: Listing }) {
  const { selling } = useAppWords();
  const { common } = useWords();
  const language = useLanguage();
  const categories = useQuery(queries.categories()).data?.items ?? [];
  const { id, title, state, basePrice, deliveryDays } = listing;
  return (
    <li className="order-row card-notch">
      <div className="order-thumb">
        <Cover id={id} title={title} topCategory={topCategoryOf(listing.category, categories)?.id ?? ""} />
      </div>
      <div className="order-row-main">
        <p className={`chip tone-${tones[state]}`}>{selling.states[state]}</p>
        <h2 className="type-h3">
          <Link to="/listings/$listingId/edit" params={{ listingId: id }}>
            {title}
          </Link>
        </h2>
        <p className="order-row-note">
          {shortMoney(basePrice, language)} · {common.deliveredIn({ days: deliveryDays })}
        </p>
      </div>
      <StateButton listing={listing} />
      {state === "published" && (
        <Link className="action" to={addresses[language].listing} params={{ slug: slugOf(title, id) }}>
          {selling.see}
        </Link>
      )}
    </li>
  );
}

function StateButton({ listing }: { listing: Listing }) {
  const { selling } = useAppWords();
  const { problems, states } = useWords();
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isPublished = listing.state === "published";

  async function change(): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(undefined);
    const action = isPublished ? "pause" : "publish";
    const answer = await pageContext()
      .api.POST(`/v1/listings/{listingId}/${action}`, { params: { path: { listingId: listing.id } } })
      .catch(() => undefined);
    setIsBusy(false);
    if (answer?.data === undefined) {
      setProblem(answer === undefined ? states.noAnswer : problems[answer.error.code]);
    }
    await client.invalidateQueries({ queryKey: queries.ownListings().queryKey });
  }

  return (
    <div className="row-action">
      <button
        className="button button-plain"
        type="button"
        aria-disabled={isBusy}
        onClick={() => void change()}
      >
        {isPublished ? selling.pause : isBusy ? selling.publishing : selling.publish}
      </button>
      {problem !== undefined && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
