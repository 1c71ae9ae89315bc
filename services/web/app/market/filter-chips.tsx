import { euros, shortMoney } from "../format/money.ts";
import { meanOfStars } from "../format/numbers.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Language } from "../state/page-context.ts";
import { Icon } from "../ui/icon.tsx";
import type { Words } from "../words/words.ts";
import type { Question } from "./filters.tsx";
import { SearchLink } from "./search-link.tsx";
import { activeFilters, changed, type SearchParams } from "./search-params.ts";

/** The filters in force, each with its own way out. */
export function FilterChips({ data: { category }, params }: Question) {
  const words = useWords();
  const language = useLanguage();
  const names = activeFilters(params);
  if (names.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={words.search.activeFilters}>
      {names.map((name) => (
        <li key={name}>
          <SearchLink
            className="filter-chip"
            category={category?.id}
            params={changed(params, { [name]: undefined })}
          >
            <span className="sr-only">{words.search.removeFilter} </span>
            {nameOfFilter(name, params, words, language)}
            <Icon name="close-small" />
          </SearchLink>
        </li>
      ))}
      {names.length > 1 && (
        <li>
          <SearchLink
            className="clear-filters type-small"
            category={category?.id}
            params={changed(params, Object.fromEntries(names.map((name) => [name, undefined])))}
          >
            {words.search.removeAll}
          </SearchLink>
        </li>
      )}
    </ul>
  );
}

function nameOfFilter(
  name: ReturnType<typeof activeFilters>[number],
  params: SearchParams,
  { search }: Words,
  language: Language,
): string {
  const value = params[name] ?? 0;
  const price = shortMoney(euros(value * 100), language);
  switch (name) {
    case "minPrice":
      return search.minPriceChip({ price });
    case "maxPrice":
      return search.maxPriceChip({ price });
    case "maxDeliveryDays":
      return search.withinDays({ days: value });
    case "minRating":
      return search.ratingChip({
        stars: Number.isInteger(value) ? String(value) : meanOfStars(value, language),
      });
  }
}
