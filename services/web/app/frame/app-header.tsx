import { Link } from "@tanstack/react-router";
import { LanguageLink, SearchField } from "../layout/header.tsx";
import { SessionLinks } from "../layout/session-links.tsx";
import { Wordmark } from "../layout/wordmark.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";

/** The top of every page of a signed-in person. */
export function AppHeader() {
  const { common } = useWords();
  const places = addresses[useLanguage()];
  return (
    <header className="app-header">
      <Link className="wordmark plain" to={places.home} aria-label={common.homeLabel}>
        <span aria-hidden="true">
          <Wordmark />
        </span>
      </Link>
      <SearchField isOpenOnPhones={false} text="" />
      <details className="account-menu">
        <summary aria-label={common.menu}>
          <Icon name="menu" className="icon-large" />
        </summary>
        <div className="account-menu-sheet">
          <SessionLinks isMenu />
          <LanguageLink />
        </div>
      </details>
    </header>
  );
}
