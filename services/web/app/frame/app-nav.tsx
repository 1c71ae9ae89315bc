import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
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
  const purchases = useInfiniteQuery(queries.orders("buyer")).data ?? [];
  const asked = [
    useInfiniteQuery(queries.orders("seller")),
    useInfiniteQuery(queries.ownListings()),
  ] as const;
  const sales = asked[0].data ?? [];
  const listings = asked[1].data ?? [];
  const unread = useQuery(queries.unreadMessages()).data?.count ?? 0;
  const sells = sales.length > 0 || listings.length > 0;
  // It depends on both what stands where: what is there does not make place for what comes.
  const isKnown = sells || asked.every(({ isPending }) => !isPending);
  return (
    <nav className="app-nav" aria-label={frame.navigation}>
      <ul>
        {isKnown && (
          <>
            {sells && (
              <NavItem to="/sales" icon="shop" label={frame.sales} todo={countToDo(sales, "seller", now)} />
            )}
            <NavItem
              to="/purchases"
              icon="bag"
              label={frame.purchases}
              todo={countToDo(purchases, "buyer", now)}
            />
            <NavItem to="/conversations" icon="talks" label={frame.conversations} unread={unread} />
            {sells ? (
              <>
                <NavItem to="/balance" icon="coins-plain" label={frame.balance} />
                <NavItem to="/listings" icon="stack" label={frame.listings} />
              </>
            ) : (
              <>
                <SearchItem />
                <NavItem to="/sell" icon="shop" label={frame.sell} />
              </>
            )}
            <NavItem to="/support" icon="lifebuoy" label={frame.help} isWideOnly={sells} />
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
  unread = 0,
  isWideOnly = false,
}: {
  to: "/sales" | "/purchases" | "/conversations" | "/balance" | "/listings" | "/sell" | "/support";
  icon: IconName;
  label: string;
  /** How much is up to the person there. */
  todo?: number;
  /** How much is new there. */
  unread?: number;
  /** A seller's bar on a phone is full without it. */
  isWideOnly?: boolean;
}) {
  const { frame } = useAppWords();
  return (
    <li className={isWideOnly ? "app-nav-wide" : ""}>
      <Link className="app-nav-link" to={to} activeProps={{ "aria-current": "page" }}>
        <Icon name={icon} className="icon-large" />
        <span>{label}</span>
        {todo > 0 && (
          <span className="count">
            <span aria-hidden="true">{todo}</span>
            <span className="sr-only">{frame.todo({ count: todo })}</span>
          </span>
        )}
        {unread > 0 && (
          <span className="count count-new">
            <span aria-hidden="true">{unread}</span>
            <span className="sr-only">{frame.unread({ count: unread })}</span>
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
