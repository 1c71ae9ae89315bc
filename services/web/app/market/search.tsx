import { Link, useNavigate } from "@tanstack/react-router";
import { helpSlug } from "../help/help-slugs.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { FilterCount, Filters, OtherParams, type Question } from "./filters.tsx";
import { titleOf } from "./heads.ts";
import { ListingCard } from "./listing-card.tsx";
import { SearchLink } from "./search-link.tsx";
import { activeFilters, changed, SORTS } from "./search-params.ts";

/** R6: results with filters that are links, so that a question is an address: it can be shared, and needs no script. */
export function Search(question: Question) {
  const words = useWords();
  const { search } = words;
  const language = useLanguage();
  const { cards, category, nextCursor } = question.data;
  return (
    <Page>
      <div className="wrap results">
        <div className="results-head" id="results">
          <PageHeading>{titleOf(question, words, language)}</PageHeading>
          <p className="type-small mt-8 text-ink-soft">
            {search.fairness}{" "}
            <Link to={addresses[language].helpArticle} params={{ article: helpSlug("ranking", language) }}>
              {search.howOrdered}
            </Link>
          </p>
        </div>
        <Filters {...question} />
        <div>
          <div className="toolbar">
            <a className="button button-second filters-open" href="#filters">
              <Icon name="filters" />
              {search.filters}
              <FilterCount params={question.params} />
            </a>
            {cards.length > 0 && <FilterChips {...question} />}
            <Sorting {...question} />
          </div>
          {cards.length === 0 ? (
            <NothingFound {...question} />
          ) : (
            <ul className="cards cards-dense">
              {cards.map((card) => (
                <ListingCard key={card.id} card={card} heading="h2" />
              ))}
            </ul>
          )}
          {(nextCursor !== null || question.params.cursor !== undefined) && (
            <nav className="pager" aria-label={search.pages}>
              <p className="text-ink-soft">{search.shown({ count: cards.length })}</p>
              <div className="flex flex-wrap gap-12">
                {question.params.cursor !== undefined && (
                  <SearchLink
                    className="button button-second"
                    category={category?.id}
                    params={changed(question.params, {})}
                  >
                    {search.first}
                  </SearchLink>
                )}
                {nextCursor !== null && (
                  <SearchLink
                    className="button button-second"
                    rel="next"
                    category={category?.id}
                    params={changed(question.params, { cursor: nextCursor })}
                  >
                    {search.next}
                  </SearchLink>
                )}
              </div>
            </nav>
          )}
        </div>
      </div>
    </Page>
  );
}

function Sorting({ data: { category }, params }: Question) {
  const { search } = useWords();
  const navigate = useNavigate();
  const places = addresses[useLanguage()];
  const action = category === null ? places.search : places.category.replace("$category", category.id);
  const sort = params.sort ?? (params.q === undefined ? "newest" : "relevance");
  return (
    <form className="sort flex gap-8" action={action}>
      <OtherParams params={params} without={["sort", "cursor"]} />
      <label className="sr-only" htmlFor="sort">
        {search.sort}
      </label>
      <span className="inset inset-end flex-1">
        <select
          key={sort}
          className="input"
          id="sort"
          name="sort"
          defaultValue={sort}
          onChange={(event) => {
            const chosen = SORTS.find((known) => known === event.target.value);
            void navigate({ to: action, search: changed(params, { sort: chosen }) });
          }}
        >
          {SORTS.filter((known) => known !== "relevance" || params.q !== undefined).map((known) => (
            <option key={known} value={known}>
              {search.sorts[known]}
            </option>
          ))}
        </select>
        <Icon name="caret-down" />
      </span>
      <noscript>
        <button className="button button-second" type="submit">
          {search.sort}
        </button>
      </noscript>
    </form>
  );
}

function NothingFound(question: Question) {
  const { search } = useWords();
  const { data, params } = question;
  const hasFilters = activeFilters(params).length > 0;
  return (
    <div className="pb-48">
      <h2>{search.emptyTitle}</h2>
      <p className="mt-8 mb-16 max-w-measure text-ink-soft">
        {params.q === undefined
          ? hasFilters
            ? search.emptyFiltersText
            : search.emptyCategoryText
          : hasFilters
            ? search.emptyText({ text: params.q })
            : search.emptyTextAlone({ text: params.q })}
      </p>
      {hasFilters ? (
        <FilterChips {...question} />
      ) : (
        <p className="flex">
          <SearchLink className="button button-second" category={data.parent?.id} params={{}}>
            {search.all}
          </SearchLink>
        </p>
      )}
    </div>
  );
}
