import { Link } from "@tanstack/react-router";
import { duration } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { percent } from "../format/numbers.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { Calculator } from "./calculator.tsx";
import { ListingCard } from "./listing-card.tsx";
import type { HomeData } from "./load-home.ts";
import { strips } from "./motifs.tsx";

/** R4, R6: what there is to buy, how the money is protected, and what a seller gets. */
export function Home({ data }: { data: HomeData }) {
  return (
    <Page>
      <Hero categories={data.categories} />
      <Best best={data.best} />
      <HeldMoney policy={data.policy} />
      <Sell policy={data.policy} />
    </Page>
  );
}

/** Folders from light to dark, in the order of the catalog. */
const DRAWER_TINTS = [4, 2, 7, 1, 3, 8, 5, 6];

function Hero({ categories }: { categories: HomeData["categories"] }) {
  const { home, common } = useWords();
  const language = useLanguage();
  const places = addresses[language];
  return (
    <div className="wrap hero">
      <div>
        <PageHeading className="type-display">{home.heading}</PageHeading>
        <p className="type-lead mt-16 max-w-lead">{home.lead}</p>
        <search>
          <form className="mt-32 mb-12" action={places.search}>
            <label className="mb-4 block" htmlFor="q">
              {home.question}
            </label>
            <div className="search-row">
              <span className="inset">
                <Icon name="search" />
                <input className="input" id="q" name="q" type="search" autoComplete="off" maxLength={200} />
              </span>
              <button className="button" type="submit">
                {common.search}
              </button>
            </div>
          </form>
        </search>
        <p className="type-small text-ink-soft">
          {home.forExample}{" "}
          {home.examples.map((example, index) => (
            <span key={example}>
              {index > 0 && ", "}
              <Link to={places.search} search={{ q: example }}>
                {example}
              </Link>
            </span>
          ))}
        </p>
      </div>
      <nav className="drawer" aria-label={home.categories}>
        <ul>
          {categories.map(({ id, name }, index) => (
            <li key={id}>
              <Link
                className={`motif tint-${DRAWER_TINTS[index % DRAWER_TINTS.length]}`}
                to={places.category}
                params={{ category: id }}
              >
                <span className="folder" />
                <svg
                  viewBox="0 0 240 72"
                  preserveAspectRatio="xMaxYMin slice"
                  aria-hidden="true"
                  focusable="false"
                >
                  {strips[id]}
                </svg>
                <span className="drawer-name">{name[language]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

function Best({ best }: { best: HomeData["best"] }) {
  const { home } = useWords();
  const places = addresses[useLanguage()];
  if (best.length === 0) return null;
  return (
    <section className="wrap block-gap" aria-labelledby="best">
      <div className="heading-row">
        <h2 id="best">{home.best}</h2>
        <Link className="more-link" to={places.search}>
          {home.all}
          <Icon name="arrow-right" />
        </Link>
      </div>
      <ul className="cards">
        {best.map((card) => (
          <ListingCard key={card.id} card={card} heading="h3" />
        ))}
      </ul>
    </section>
  );
}

/** The amount that the example shows, in cents. */
const EXAMPLE_CENTS = 16_000;

function HeldMoney({ policy }: Pick<HomeData, "policy">) {
  const language = useLanguage();
  const { home } = useWords();
  const amount = money(euros(EXAMPLE_CENTS), language);
  return (
    <section className="wrap block-gap" aria-labelledby="money">
      <div className="heading-row">
        <h2 id="money">{home.money}</h2>
        <Link
          className="more-link"
          to={addresses[language].helpArticle}
          params={{ article: helpSlug("heldMoney", language) }}
        >
          {home.aboutHeldMoney}
          <Icon name="arrow-right" />
        </Link>
      </div>
      <ol className="money-band">
        <li>
          <p className="money-bar">
            <Icon name="pay" className="icon-large" />
            <b>{amount}</b> {home.paid}
          </p>
          <h3>{home.paidTitle}</h3>
          <p>{home.paidText}</p>
        </li>
        <li className="money-held">
          <p className="money-bar">
            <Icon name="lock" className="icon-large" />
            <b>{amount}</b> {home.held}
          </p>
          <h3>{home.heldTitle}</h3>
          <p>{home.heldText}</p>
        </li>
        <li className="money-done">
          <p className="money-bar">
            <Icon name="done" className="icon-large" />
            <b>{home.released}</b> {home.releasedWhen}
          </p>
          <h3>{home.releasedTitle}</h3>
          <p>{home.releasedText({ window: duration(policy.completionMs, language) })}</p>
        </li>
      </ol>
      <p className="mt-32 flex items-start gap-8 border-t border-line pt-16">
        <Icon name="refund" />
        <span>{home.refund({ window: duration(policy.acceptanceMs, language) })}</span>
      </p>
    </section>
  );
}

function Sell({ policy }: Pick<HomeData, "policy">) {
  const { home } = useWords();
  const language = useLanguage();
  return (
    <section className="wrap block-gap" aria-labelledby="sell">
      <div className="sell-folder folder">
        <div>
          <h2 id="sell">{home.sellTitle}</h2>
          <p className="mt-16">
            {home.sellText({
              acceptance: duration(policy.acceptanceMs, language),
              completion: duration(policy.completionMs, language),
            })}
          </p>
          <p className="mt-16 flex">
            <Link className="button button-light" to="/sell">
              {home.offer}
            </Link>
          </p>
        </div>
        <Calculator
          initialCents={EXAMPLE_CENTS}
          policy={policy}
          commission={home.commission({ percent: percent(policy.commissionShare, language) })}
        />
      </div>
    </section>
  );
}
