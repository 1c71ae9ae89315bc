import { useState } from "react";
import { euros, money } from "../format/money.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Language } from "../state/page-context.ts";
import { policy } from "../state/policy.ts";

/** R28: what a seller receives of a price. Without scripts it shows the example. */
export function Calculator({ initialCents, commission }: { initialCents: number; commission: string }) {
  const { home } = useWords();
  const language = useLanguage();
  const [text, setText] = useState(() => asTyped(initialCents, language));
  const cents = centsOf(text) ?? 0;
  const share = Math.round(cents * policy.commissionShare);
  return (
    <form className="calculator" aria-label={home.calculator} onSubmit={(event) => event.preventDefault()}>
      <label className="mb-4 block" htmlFor="price">
        {home.yourPrice}
      </label>
      <span className="inset inset-end inset-money">
        <input
          className="input"
          id="price"
          inputMode="decimal"
          autoComplete="off"
          maxLength={9}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span aria-hidden="true">€</span>
      </span>
      <dl className="mt-16">
        <div>
          <dt>{home.paidByBuyer}</dt>
          <dd>{money(euros(cents), language)}</dd>
        </div>
        <div>
          <dt>{commission}</dt>
          <dd>{money(euros(-share), language)}</dd>
        </div>
        <div className="sum">
          <dt>{home.forYou}</dt>
          <dd>
            <output htmlFor="price">{money(euros(cents - share), language)}</output>
          </dd>
        </div>
      </dl>
    </form>
  );
}

function asTyped(cents: number, language: Language): string {
  return (cents / 100).toFixed(2).replace(".", language === "fr" ? "," : ".");
}

/** Cents of an amount as a person types it, with a comma or a point; undefined for anything else. */
function centsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(text.replaceAll(/\s/g, ""));
  if (match === null) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
