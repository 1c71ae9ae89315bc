import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LanguageLink, SearchField } from "../layout/header.tsx";
import { SessionLinks } from "../layout/session-links.tsx";
import { Wordmark } from "../layout/wordmark.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";

/** The top of every page of a signed-in person. */
export function AppHeader() {
  const { common } = useWords();
  const places = addresses[useLanguage()];
  const name = useQuery(queries.me()).data?.displayName;
  return (
    <header className="app-header">
      <Link className="wordmark plain" to={places.home} aria-label={common.homeLabel}>
        <span aria-hidden="true">
          <Wordmark />
        </span>
      </Link>
      <SearchField isOpenOnPhones={false} text="" />
      <details className="account-menu">
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
          <SessionLinks isMenu />
          <LanguageLink />
        </div>
      </details>
    </header>
  );
}
