import { useState } from "react";
import { centsOf, euros, money, typedMoney } from "../format/money.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { type Policy, shareOf } from "../state/policy.ts";

/** R28: what a seller receives of a price. Without scripts it shows the example. */
export function Calculator({
  initialCents,
  policy,
  commission,
}: {
  initialCents: number;
  policy: Policy;
  commission: string;
}) {
  const { home } = useWords();
  const language = useLanguage();
  const [text, setText] = useState(() => typedMoney(initialCents, language));
  const cents = centsOf(text) ?? 0;
  const share = shareOf(cents, policy);
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
