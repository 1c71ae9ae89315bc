import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { IconName } from "../icons/list.ts";
import { countToDo } from "../orders/groups.ts";
import { addresses } from "../state/addresses.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";

/** Where a signed-in person can go: a bar at the bottom of phones, at the side of everything wider. */
export function AppNav() {
  const { frame } = useAppWords();
  const now = useNow();
  const purchases = useQuery(queries.orders("buyer")).data?.items ?? [];
  const sales = useQuery(queries.orders("seller")).data?.items ?? [];
  const listings = useQuery(queries.ownListings()).data?.items ?? [];
  const sells = sales.length > 0 || listings.length > 0;
  return (
    <nav className="app-nav" aria-label={frame.navigation}>
      <ul>
        {sells && (
          <NavItem to="/sales" icon="shop" label={frame.sales} todo={countToDo(sales, "seller", now)} />
        )}
        <NavItem
          to="/purchases"
          icon="bag"
          label={frame.purchases}
          todo={countToDo(purchases, "buyer", now)}
        />
        {sells ? (
          <>
            <NavItem to="/balance" icon="coins-plain" label={frame.balance} />
            <NavItem to="/listings" icon="stack" label={frame.listings} />
          </>
        ) : (
          <>
            <NavItem to="/sell" icon="shop" label={frame.sell} />
            <SearchItem />
          </>
        )}
      </ul>
    </nav>
  );
}

function NavItem({
  to,
  icon,
  label,
  todo = 0,
}: {
  to: "/sales" | "/purchases" | "/balance" | "/listings" | "/sell";
  icon: IconName;
  label: string;
  todo?: number;
}) {
  const { frame } = useAppWords();
  return (
    <li>
      <Link className="app-nav-link" to={to} activeProps={{ "aria-current": "page" }}>
        <Icon name={icon} className="icon-large" />
        <span>{label}</span>
        {todo > 0 && (
          <span className="count">
            <span aria-hidden="true">{todo}</span>
            <span className="sr-only">{frame.todo({ count: todo })}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

/** The header of a phone has no search field. A seller's bar is full without it. */
function SearchItem() {
  const { frame } = useAppWords();
  const places = addresses[useLanguage()];
  return (
    <li className="app-nav-phone">
      <Link className="app-nav-link" to={places.search}>
        <Icon name="search" className="icon-large" />
        <span>{frame.search}</span>
      </Link>
    </li>
  );
}
