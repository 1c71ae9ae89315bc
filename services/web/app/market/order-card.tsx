import { Link } from "@tanstack/react-router";
import type { Listing } from "@vc/client";
import { useEffect, useState } from "react";
import { daysAfter, weekday } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { Icon } from "../ui/icon.tsx";
import { ShareButton } from "./share-button.tsx";

/** R7: what an order would cost and when it would be delivered, with the extras that are ticked. */
export function OrderCard({ listing }: { listing: Listing }) {
  const words = useWords().listing;
  const language = useLanguage();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const extras = listing.extras.filter(({ id }) => chosen.has(id));
  const total = extras.reduce((sum, { price }) => sum + price.amount, listing.basePrice.amount);
  const days = extras.reduce((sum, { extraDays }) => sum + extraDays, listing.deliveryDays);
  return (
    <section className="order-card" aria-labelledby="order">
      <h2 className="tabbed-label" id="order">
        {words.yourOrder}
      </h2>
      {/* A form, so that it leads on before any script has run. */}
      <form className="tabbed-sheet" action="/order">
        <input type="hidden" name="listing" value={listing.id} />
        <p className="price-line">
          <span className="flex-1">{listing.title}</span>
          <b>{money(listing.basePrice, language)}</b>
        </p>
        {listing.extras.length > 0 && (
          <fieldset>
            <legend className="type-small mb-4 text-ink-soft">{words.extras}</legend>
            {listing.extras.map(({ id, title, price, extraDays }) => (
              <label className="extra" key={id}>
                <input
                  className="check"
                  type="checkbox"
                  name="extras"
                  value={id}
                  checked={chosen.has(id)}
                  onChange={() => setChosen(toggled(chosen, id))}
                />
                <span>
                  {title} <small>{words.extraDays({ days: extraDays })}</small>
                </span>
                <b>+{money(price, language)}</b>
              </label>
            ))}
          </fieldset>
        )}
        <p className="price-line total">
          <span>{words.total}</span>
          <output>{money(euros(total), language)}</output>
        </p>
        <Due days={days} seller={listing.seller.displayName} />
        <button className="button w-full" type="submit">
          {words.order}
        </button>
        <Link className="button button-second w-full" to="/ask" search={{ listing: listing.id }}>
          {words.ask}
        </Link>
        <p className="held-note">
          <Icon name="lock" className="icon-large" />
          {words.held}
        </p>
      </form>
      <p className="order-card-end">
        <ShareButton title={listing.title} />
        <Link className="quiet-link" to="/support" search={{ listing: listing.id }}>
          <Icon name="flag" />
          {words.report}
        </Link>
      </p>
    </section>
  );
}

/** When the delivery would be due if the seller accepted tomorrow. It needs today, which only the browser has. */
function Due({ days, seller }: { days: number; seller: string }) {
  const words = useWords().listing;
  const language = useLanguage();
  const [today, setToday] = useState<Date>();
  useEffect(() => setToday(pageContext().now()), []);
  const due = today && daysAfter(today, days + 1);
  return (
    <p className="due">
      <Icon name="date" className="icon-large" />
      {due === undefined ? (
        <span className="min-h-32">{words.dueAfter({ days })}</span>
      ) : (
        <span className="min-h-32">
          {words.dueBy} <time dateTime={due.toISOString().slice(0, 10)}>{weekday(due, language)}</time>{" "}
          <span className="text-ink-soft">{words.ifAcceptedTomorrow({ seller })}</span>
        </span>
      )}
    </p>
  );
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}
