import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { LanguageLink, SearchField } from "../layout/header.tsx";
import { LogOutButton } from "../layout/session-links.tsx";
import { Wordmark } from "../layout/wordmark.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";

/** The top of every page of a signed-in person. */
export function AppHeader() {
  const { common } = useWords();
  const places = addresses[useLanguage()];
  const { pathname } = useLocation();
  const { settings, frame } = useAppWords();
  const name = useQuery(queries.me()).data?.displayName;
  return (
    <header className="app-header">
      <Link className="wordmark plain" to={places.home} aria-label={common.homeLabel}>
        <span aria-hidden="true">
          <Wordmark />
        </span>
      </Link>
      <SearchField isOpenOnPhones={false} text="" />
      <Bell />
      <details className="account-menu" key={pathname}>
        <summary>
          <span className="sr-only">{common.menu}</span>
          {name === undefined ? (
            <Icon name="menu" className="icon-large" />
          ) : (
            <>
              <span className="avatar" aria-hidden="true">
                {name.slice(0, 1)}
              </span>
              <span className="account-name">{name}</span>
              <Icon name="caret-down" />
            </>
          )}
        </summary>
        <div className="account-menu-sheet">
          <ul className="account-menu-links">
            <li>
              <Link to="/account">{settings.pages.profile}</Link>
            </li>
            <li>
              <Link to="/account/security">{settings.pages.security}</Link>
            </li>
            <li>
              <Link to="/account/notifications">{settings.pages.notifications}</Link>
            </li>
            <li>
              <Link to="/account/data">{settings.pages.data}</Link>
            </li>
            <li>
              <Link to="/support">{frame.support}</Link>
            </li>
          </ul>
          <LogOutButton />
          <LanguageLink />
        </div>
      </details>
    </header>
  );
}

/** R39: how much is new, and the way to it. */
function Bell() {
  const { notices } = useAppWords();
  const count = useQuery(queries.unreadNotifications()).data?.count ?? 0;
  return (
    <Link className="icon-button bell" to="/notifications" aria-label={notices.bell({ count })}>
      <Icon name="bell" className="icon-large" />
      {count > 0 && (
        <span className="count count-new" aria-hidden="true">
          {count > 99 ? "99+" : count}
        </span>
      )}
    </Link>
  );
}
