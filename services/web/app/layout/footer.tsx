import { Link } from "@tanstack/react-router";
import { helpSlug } from "../help/help-slugs.ts";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { LanguageLink } from "./header.tsx";
import { Wordmark } from "./wordmark.tsx";

export function Footer() {
  const { common } = useWords();
  const { footer } = common;
  const language = useLanguage();
  const places = addresses[language];
  return (
    <footer className="site-footer folder">
      <div className="wrap">
        <div className="footer-brand">
          <p className="wordmark">
            <Wordmark />
          </p>
          <p className="max-w-brand text-ink-soft">{footer.tagline}</p>
        </div>
        <nav aria-labelledby="footer-find">
          <h2 id="footer-find">{footer.find}</h2>
          <ul>
            <li>
              <Link to={places.search}>{footer.allServices}</Link>
            </li>
            <li>
              <Link to={places.search} search={{ sort: "rating" }}>
                {footer.bestRated}
              </Link>
            </li>
            <li>
              <Link to={places.search} search={{ sort: "newest" }}>
                {footer.newest}
              </Link>
            </li>
          </ul>
        </nav>
        <nav aria-labelledby="footer-understand">
          <h2 id="footer-understand">{footer.understand}</h2>
          <ul>
            <li>
              <Link to={places.howItWorks}>{common.howItWorks}</Link>
            </li>
            <Article id="heldMoney" />
            <Article id="ranking" />
            <li>
              <Link to={places.help}>{footer.help}</Link>
            </li>
          </ul>
        </nav>
        <nav aria-labelledby="footer-sell">
          <h2 id="footer-sell">{footer.sell}</h2>
          <ul>
            <li>
              <Link to="/sell">{footer.offer}</Link>
            </li>
            <li>
              <Link to={places.fees}>{footer.fees}</Link>
            </li>
            <Article id="sellerScore" />
          </ul>
        </nav>
        <nav aria-labelledby="footer-account">
          <h2 id="footer-account">{footer.account}</h2>
          <ul>
            <li>
              <Link to="/login">{common.logIn}</Link>
            </li>
            <li>
              <Link to="/register">{common.register}</Link>
            </li>
            <li>
              <Link to="/support">{footer.support}</Link>
            </li>
          </ul>
        </nav>
        <p className="footer-end">
          <span>
            © {common.siteName}. {footer.payments} <a href="/docs">{footer.api}</a>
          </span>
          <span>
            {common.thisLanguage} · <LanguageLink />
          </span>
        </p>
      </div>
    </footer>
  );
}

/** A link to an article of the help centre. */
function Article({ id }: { id: "heldMoney" | "ranking" | "sellerScore" }) {
  const { footer } = useWords().common;
  const language = useLanguage();
  return (
    <li>
      <Link to={addresses[language].helpArticle} params={{ article: helpSlug(id, language) }}>
        {footer[id]}
      </Link>
    </li>
  );
}
