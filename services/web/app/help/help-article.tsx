import { Link } from "@tanstack/react-router";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { AskSupport } from "./ask-support.tsx";
import type { StateArticle, TopicArticle } from "./help-words.ts";
import type { HelpArticle } from "./load-help.ts";

/** One article of the help centre; of a state of an order, first who acts, until when, and what silence does. */
export function HelpArticlePage({ data }: { data: HelpArticle }) {
  const { help } = useWords();
  const places = addresses[useLanguage()];
  const { article, group } = data;
  return (
    <Page>
      <div className="wrap help">
        <article className="help-article">
          <header className="help-head">
            <nav className="crumbs" aria-label={help.breadcrumbs}>
              <ol>
                <li>
                  <Link to={places.help}>{help.title}</Link>
                </li>
                <li>{help.groups[group]}</li>
              </ol>
            </nav>
            {data.kind === "state" && (
              <p className={`chip tone-${data.chip.tone}`}>
                <Icon name={data.chip.icon} />
                {data.chip.label}
              </p>
            )}
            <PageHeading>{article.title}</PageHeading>
            <p className="type-lead">{article.lead}</p>
          </header>
          {data.kind === "state" ? <OfState article={data.article} /> : <OfTopic article={data.article} />}
          <AskSupport />
        </article>
        <Siblings {...data} />
      </div>
    </Page>
  );
}

function OfState({ article }: { article: StateArticle }) {
  const { help } = useWords();
  return (
    <>
      <dl className="help-facts" aria-label={help.inShort}>
        {(["who", "until", "silence"] as const).map((fact) => (
          <div key={fact}>
            <dt>{help[fact]}</dt>
            <dd>{article[fact]}</dd>
          </div>
        ))}
      </dl>
      <section aria-labelledby="meaning">
        <h2 id="meaning">{help.meaning}</h2>
        {article.meaning.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </section>
      <section aria-labelledby="todo">
        <h2 id="todo">{help.todo}</h2>
        <ul className="help-todo">
          {article.todo.map((text) => (
            <li key={text}>
              <Icon name="check" />
              <span>{text}</span>
            </li>
          ))}
        </ul>
      </section>
      <aside className="help-tip" aria-labelledby="tip">
        <h2 id="tip">{help.tip}</h2>
        <p>{article.tip}</p>
      </aside>
    </>
  );
}

function OfTopic({ article }: { article: TopicArticle }) {
  return article.sections.map(({ heading, text, list }, index) => (
    <section key={heading} aria-labelledby={`part-${index}`}>
      <h2 id={`part-${index}`}>{heading}</h2>
      {text.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {list.length > 0 && (
        <ul className="list-disc pl-24">
          {list.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </section>
  ));
}

function Siblings({ slug, group, siblings }: HelpArticle) {
  const { help } = useWords();
  const places = addresses[useLanguage()];
  return (
    <nav className="help-siblings" aria-labelledby="siblings">
      <h2 id="siblings">{group === "topics" ? help.topicsTitle : help.orderStages[group]}</h2>
      <ul>
        {siblings.map((each) => (
          <li key={each.slug}>
            <Link
              to={places.helpArticle}
              params={{ article: each.slug }}
              {...(each.slug === slug ? { "aria-current": "page" as const } : {})}
            >
              {each.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
