import { Link } from "@tanstack/react-router";
import { duration } from "../format/dates.ts";
import type { IconName } from "../icons/list.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { AskSupport } from "./ask-support.tsx";
import { helpSlug } from "./help-slugs.ts";
import type { HowItWorksData } from "./load-help.ts";

const STEP_ICONS: readonly IconName[] = ["pay", "handshake", "package", "seal"];

/** R7 to R26 in short: what each side does at each stage, and what happens when nothing is done. */
export function HowItWorks({ data: { policy, words } }: { data: HowItWorksData }) {
  const places = addresses[useLanguage()];
  return (
    <Page>
      <div className="wrap how">
        <header>
          <PageHeading>{words.title}</PageHeading>
          <p className="type-lead mt-12 max-w-measure">{words.lead}</p>
        </header>
        <ol className="how-steps">
          {words.steps.map(({ title, buyer, seller }, index) => (
            <li key={title}>
              <h2>
                <Icon name={STEP_ICONS[index] ?? "done"} className="icon-large" />
                {title}
              </h2>
              <dl>
                <div>
                  <dt>{words.buying}</dt>
                  <dd>{buyer}</dd>
                </div>
                <div>
                  <dt>{words.selling}</dt>
                  <dd>{seller}</dd>
                </div>
              </dl>
            </li>
          ))}
        </ol>
        <div className="how-times">
          <Silence policy={policy} words={words} />
          <section aria-labelledby="trouble">
            <h2 id="trouble">{words.trouble}</h2>
            <p>{words.troubleText}</p>
            <p>
              <HelpLink article="mediation">{words.readMediation}</HelpLink>
            </p>
          </section>
        </div>
        <p className="flex flex-wrap gap-12">
          <Link className="button" to={places.search}>
            {words.browse}
          </Link>
          <Link className="button button-second" to="/sell">
            {words.offer}
          </Link>
        </p>
        <AskSupport />
      </div>
    </Page>
  );
}

function Silence({ policy, words }: HowItWorksData) {
  const language = useLanguage();
  const windows = [
    policy.paymentMs,
    policy.acceptanceMs,
    policy.completionMs,
    policy.revisionAnswerMs,
    policy.revisionAnswerMs,
    policy.cancellationAnswerMs,
  ];
  return (
    <section aria-labelledby="silence">
      <h2 id="silence">{words.silenceTitle}</h2>
      <p>{words.silenceText}</p>
      <table className="help-table">
        <thead>
          <tr>
            <th scope="col">{words.waitingFor}</th>
            <th scope="col">{words.during}</th>
            <th scope="col">{words.without}</th>
          </tr>
        </thead>
        <tbody>
          {words.silences.map(({ who, what }, index) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td>{duration(windows[index] ?? 0, language)}</td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HelpLink({ article, children }: { article: "mediation" | "heldMoney"; children: string }) {
  const language = useLanguage();
  return (
    <Link to={addresses[language].helpArticle} params={{ article: helpSlug(article, language) }}>
      {children}
    </Link>
  );
}
