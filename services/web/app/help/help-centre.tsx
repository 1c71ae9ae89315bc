import { Link } from "@tanstack/react-router";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { AskSupport } from "./ask-support.tsx";
import { HELP_GROUPS } from "./help-groups.ts";
import type { HelpGroup, HelpIndex } from "./load-help.ts";

/** Everything that help explains: each stage of an order from both of its sides, and what is behind them. */
export function HelpCentre({ data }: { data: HelpIndex }) {
  const { help, common } = useWords();
  const places = addresses[useLanguage()];
  const isSearch = data.text.trim() !== "";
  const count = HELP_GROUPS.reduce((sum, group) => sum + data.groups[group].length, 0);
  return (
    <Page>
      <div className="wrap help-centre">
        <header>
          <PageHeading>{help.title}</PageHeading>
          <p className="type-lead mt-12 max-w-measure">{help.lead}</p>
          <search>
            <form className="mt-24 max-w-measure" action={places.help}>
              <label className="mb-4 block" htmlFor="help-search">
                {help.searchLabel}
              </label>
              <div className="search-row">
                <span className="inset">
                  <Icon name="search" />
                  <input
                    className="input"
                    id="help-search"
                    name="q"
                    type="search"
                    defaultValue={data.text}
                    key={data.text}
                    maxLength={100}
                    autoComplete="off"
                    aria-describedby="help-example"
                  />
                </span>
                <button className="button" type="submit">
                  {common.search}
                </button>
              </div>
              <p className="hint" id="help-example">
                {help.searchExample}
              </p>
            </form>
          </search>
        </header>
        {isSearch ? (
          <p className="help-found" role="status">
            <b>{help.found({ count })}</b> <Link to={places.help}>{help.all}</Link>
          </p>
        ) : (
          <ul className="help-guides">
            <li>
              <Link to={places.howItWorks}>
                <Icon name="stack" className="icon-large" />
                <b>{data.guides.howItWorks.title}</b>
                <span>{data.guides.howItWorks.description}</span>
              </Link>
            </li>
            <li>
              <Link to={places.fees}>
                <Icon name="coins-plain" className="icon-large" />
                <b>{data.guides.fees.title}</b>
                <span>{data.guides.fees.description}</span>
              </Link>
            </li>
          </ul>
        )}
        <div className="help-groups">
          {HELP_GROUPS.map((group) => (
            <Group key={group} group={group} data={data} />
          ))}
        </div>
        <AskSupport />
      </div>
    </Page>
  );
}

function Group({ group, data }: { group: HelpGroup; data: HelpIndex }) {
  const { help } = useWords();
  const places = addresses[useLanguage()];
  const entries = data.groups[group];
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={`help-${group}`}>
      <h2 id={`help-${group}`}>{help.groups[group]}</h2>
      <ul className="help-entries">
        {entries.map(({ slug, title }) => (
          <li key={slug}>
            <Link to={places.helpArticle} params={{ article: slug }}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
