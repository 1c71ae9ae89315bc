import { Link, useLocation } from "@tanstack/react-router";
import { addresses, pathInOtherLanguage } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { SessionLinks } from "./session-links.tsx";
import { Wordmark } from "./wordmark.tsx";

/**
 * The top of every page. It works without scripts: the menu is a <details>, the search a form. The home page has its own
 * search field, to which the header leads.
 */
export function Header() {
  const words = useWords();
  const { common } = words;
  const language = useLanguage();
  const { pathname, search } = useLocation();
  const places = addresses[language];
  const isHome = pathname === places.home;
  const isSearch = pathname === places.search || pathname.startsWith(`${places.search}/`);
  const hasField = !isHome && !isDoor(pathname);
  return (
    <header className="site-header">
      <div className="wrap">
        <Link className="wordmark plain" to={places.home} aria-label={common.homeLabel}>
          <span aria-hidden="true">
            <Wordmark />
          </span>
        </Link>
        {hasField && <SearchField isOpenOnPhones={isSearch} text={isSearch ? String(search.q ?? "") : ""} />}
        <nav className="main-nav" aria-label={common.mainNavigation}>
          <ul className="flex items-center gap-24">
            {!hasField && (
              <li>
                <Link to={places.search}>{common.services}</Link>
              </li>
            )}
            <li>
              <Link to={places.howItWorks}>{common.howItWorks}</Link>
            </li>
            <li>
              <Link to="/sell">{common.sell}</Link>
            </li>
          </ul>
        </nav>
        <LanguageLink className="language-link plain" />
        <div className="session">
          <SessionLinks />
        </div>
        {hasField && !isSearch && (
          <Link className="icon-button phone-only" to={places.search} hash="q">
            <Icon name="search" className="icon-large" />
            <span className="sr-only">{common.search}</span>
          </Link>
        )}
        <details className="site-menu" key={pathname}>
          <summary>
            <Icon name="menu" />
            {common.menu}
          </summary>
          <nav aria-label={common.menu}>
            <ul>
              <li>
                <Link to={places.search}>{common.services}</Link>
              </li>
              <li>
                <Link to={places.howItWorks}>{common.howItWorks}</Link>
              </li>
              <li>
                <Link to="/sell">{common.sell}</Link>
              </li>
              <li>
                <Link to={places.help}>{common.footer.help}</Link>
              </li>
              <li>
                <LanguageLink />
              </li>
            </ul>
            <SessionLinks isMenu />
          </nav>
        </details>
      </div>
    </header>
  );
}

/** Pages that lead in or out of an account: nothing there should draw a person away. */
function isDoor(pathname: string): boolean {
  return [
    "/login",
    "/register",
    "/verify-email",
    "/forgot-password",
    "/reset-password",
    "/undo-email-change",
  ].includes(pathname);
}

export function SearchField({ isOpenOnPhones, text }: { isOpenOnPhones: boolean; text: string }) {
  const { common } = useWords();
  const language = useLanguage();
  return (
    <search className={isOpenOnPhones ? "header-search header-search-open" : "header-search"}>
      <form action={addresses[language].search}>
        <label className="sr-only" htmlFor="q">
          {common.searchLabel}
        </label>
        <span className="inset">
          <button className="icon-button" type="submit">
            <Icon name="search" className="icon-large" />
            <span className="sr-only">{common.search}</span>
          </button>
          <input
            key={text}
            className="input"
            id="q"
            name="q"
            type="search"
            defaultValue={text}
            placeholder={common.searchPlaceholder}
            autoComplete="off"
            maxLength={200}
          />
        </span>
      </form>
    </search>
  );
}

/**
 * The same page in the other language: a whole new document, as a document has one language. Pages without a language
 * in their address keep it in a cookie.
 */
export function LanguageLink({ className = "" }: { className?: string }) {
  const { common } = useWords();
  const { pathname, searchStr } = useLocation();
  const target = pathInOtherLanguage(pathname);
  const attributes = {
    className,
    hrefLang: common.otherLanguageCode,
    lang: common.otherLanguageCode,
  };
  return (
    <a
      {...attributes}
      href={target === undefined ? pathname + searchStr : target + searchStr}
      onClick={() => {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the list yet.
        document.cookie = `lang=${common.otherLanguageCode}; path=/; max-age=31536000; samesite=lax`;
      }}
    >
      {common.otherLanguage}
    </a>
  );
}
