import { Link } from "@tanstack/react-router";
import { percent } from "../format/numbers.ts";
import { Page, PageHeading } from "../layout/page.tsx";
import { Calculator } from "../market/calculator.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";
import { AskSupport } from "./ask-support.tsx";
import { helpSlug } from "./help-slugs.ts";
import type { FeesData } from "./load-help.ts";

/** The amount that the calculator begins with, in cents. */
const EXAMPLE_CENTS = 16_000;

/** R28: what each side pays. */
export function Fees({ data: { policy, words } }: { data: FeesData }) {
  const { home } = useWords();
  const language = useLanguage();
  const share = percent(policy.commissionShare, language);
  return (
    <Page>
      <div className="wrap how">
        <header>
          <PageHeading>{words.title}</PageHeading>
          <p className="type-lead mt-12 max-w-measure">{words.lead}</p>
        </header>
        <div className="fees">
          <div className="fees-sides">
            <Side id="fees-buyer" title={words.buyerTitle} lines={words.buyer} />
            <Side id="fees-seller" title={words.sellerTitle} lines={words.seller} />
            <p>
              <Link
                to={addresses[language].helpArticle}
                params={{ article: helpSlug("heldMoney", language) }}
              >
                {words.readMore}
              </Link>
            </p>
          </div>
          <section className="fees-calculator" aria-labelledby="calculator">
            <h2 id="calculator">{words.calculatorTitle}</h2>
            <Calculator
              initialCents={EXAMPLE_CENTS}
              policy={policy}
              commission={home.commission({ percent: share })}
            />
          </section>
        </div>
        <AskSupport />
      </div>
    </Page>
  );
}

function Side({ id, title, lines }: { id: string; title: string; lines: readonly string[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="help-todo">
        {lines.map((line) => (
          <li key={line}>
            <Icon name="check" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
