import type { ReactNode } from "react";
import { meanOfStars } from "../format/numbers.ts";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import type { SearchData } from "./load-search.ts";
import { SearchLink } from "./search-link.tsx";
import { activeFilters, changed, DELIVERY_DAYS, RATINGS, type SearchParams } from "./search-params.ts";

export interface Question {
  readonly data: SearchData;
  readonly params: SearchParams;
}

/** The filters of a search: links that need no script, and a form for the price alone. */
export function Filters({ data, params }: Question) {
  const { search } = useWords();
  return (
    <aside className="filters" id="filters" aria-labelledby="filters-title">
      <div className="filters-top">
        <h2 id="filters-title">{search.filters}</h2>
        <a className="icon-button" href="#results">
          <Icon name="close" className="icon-large" />
          <span className="sr-only">{search.closeFilters}</span>
        </a>
      </div>
      <div className="filters-body">
        <Categories data={data} params={params} />
        <Price data={data} params={params} />
        <Facet title={search.delivery}>
          {[...DELIVERY_DAYS, undefined].map((days) => (
            <Choice
              key={days ?? "any"}
              question={{ data, params }}
              to={changed(params, { maxDeliveryDays: days })}
              isChosen={params.maxDeliveryDays === days}
            >
              {days === undefined ? search.anyDelivery : search.withinDays({ days })}
            </Choice>
          ))}
        </Facet>
        <Ratings data={data} params={params} />
      </div>
      <p className="filters-end">
        <a className="button" href="#results">
          {search.showResults}
        </a>
      </p>
    </aside>
  );
}

function Facet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="facet">{children}</ul>
    </section>
  );
}

function Choice({
  question,
  to,
  isChosen,
  children,
}: {
  question: Question;
  to: SearchParams;
  isChosen: boolean;
  children: ReactNode;
}) {
  return (
    <li>
      <SearchLink category={question.data.category?.id} params={to} isCurrent={isChosen}>
        {isChosen && <Icon name="check" />}
        {children}
      </SearchLink>
    </li>
  );
}

function Categories({ data: { category, parent, choices }, params }: Question) {
  const { search } = useWords();
  const language = useLanguage();
  const plain = changed(params, {});
  return (
    <Facet title={search.category}>
      {category !== null && (
        <li>
          <SearchLink category={parent === null ? undefined : parent.id} params={plain}>
            <Icon name="arrow-left" />
            {parent === null ? search.allCategories : search.backTo({ name: parent.name[language] })}
          </SearchLink>
        </li>
      )}
      {choices.map(({ id, name }) => (
        <li key={id}>
          <SearchLink category={id} params={plain} isCurrent={category?.id === id}>
            {category?.id === id && <Icon name="check" />}
            {name[language]}
          </SearchLink>
        </li>
      ))}
    </Facet>
  );
}

function Ratings(question: Question) {
  const { search } = useWords();
  const language = useLanguage();
  const { params } = question;
  return (
    <Facet title={search.rating}>
      {[...RATINGS, undefined].map((stars) => (
        <Choice
          key={stars ?? "any"}
          question={question}
          to={changed(params, { minRating: stars })}
          isChosen={params.minRating === stars}
        >
          {stars === undefined
            ? search.anyRating
            : search.ratedAtLeast({
                stars: Number.isInteger(stars) ? String(stars) : meanOfStars(stars, language),
              })}
        </Choice>
      ))}
    </Facet>
  );
}

function Price({ data: { category }, params }: Question) {
  const { search } = useWords();
  const places = addresses[useLanguage()];
  const action = category === null ? places.search : places.category.replace("$category", category.id);
  return (
    <form action={action} aria-labelledby="filter-price">
      <h2 id="filter-price">{search.price}</h2>
      <OtherParams params={params} without={["minPrice", "maxPrice", "cursor"]} />
      <div className="price-range" key={`${params.minPrice} ${params.maxPrice}`}>
        <span className="inset inset-end inset-money">
          <label className="sr-only" htmlFor="min-price">
            {search.minPrice}
          </label>
          <input
            className="input"
            id="min-price"
            name="minPrice"
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            defaultValue={params.minPrice}
          />
          <span aria-hidden="true">€</span>
        </span>
        <span aria-hidden="true">{search.to}</span>
        <span className="inset inset-end inset-money">
          <label className="sr-only" htmlFor="max-price">
            {search.maxPrice}
          </label>
          <input
            className="input"
            id="max-price"
            name="maxPrice"
            inputMode="numeric"
            autoComplete="off"
            maxLength={5}
            defaultValue={params.maxPrice}
          />
          <span aria-hidden="true">€</span>
        </span>
        <button className="button button-second" type="submit">
          <Icon name="arrow-right" />
          <span className="sr-only">{search.applyPrice}</span>
        </button>
      </div>
    </form>
  );
}

/** What a form keeps of the question besides its own fields. */
export function OtherParams({ params, without }: { params: SearchParams; without: readonly string[] }) {
  return Object.entries(params)
    .filter(([name]) => !without.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={String(value)} />);
}

/** How many filters are in force, for the button that opens them on phones. */
export function FilterCount({ params }: { params: SearchParams }) {
  const { search } = useWords();
  const count = activeFilters(params).length;
  if (count === 0) return null;
  return (
    <span className="filter-count">
      {count}
      <span className="sr-only"> {search.activeCount({ count })}</span>
    </span>
  );
}
