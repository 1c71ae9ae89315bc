import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Listing, newIdempotencyKey, type ProblemCode } from "@vc/client";
import { type FormEvent, useRef, useState } from "react";
import { daysAfter, duration, weekday } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { PageHeading } from "../layout/page.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useDraft } from "../state/drafts.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { SlowNote } from "../ui/slow-note.tsx";
import { TabFolder } from "../ui/tab-folder.tsx";
import { Text } from "../ui/text.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { PlaceOrderSearch } from "./place-order-search.ts";

/** R2, R7: extras, brief and payment on one page. */
export function PlaceOrder({ search }: { search: PlaceOrderSearch }) {
  const { ordering } = useAppWords();
  const { common } = useWords();
  const listing = useQuery(queries.listing(search.listing));
  return (
    <>
      <title>{common.pageTitle({ title: ordering.title })}</title>
      <QueryView query={listing} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(data) => (
          <OrderForm
            listing={data}
            initialExtras={search.extras?.split(",") ?? []}
            onPriceSeen={() => void listing.refetch()}
          />
        )}
      </QueryView>
    </>
  );
}

function OrderForm({
  listing,
  initialExtras,
  onPriceSeen,
}: {
  listing: Listing;
  initialExtras: readonly string[];
  onPriceSeen: () => void;
}) {
  const { ordering } = useAppWords();
  const language = useLanguage();
  const [extraIds, setExtraIds] = useState<readonly string[]>(() =>
    initialExtras.filter((id) => listing.extras.some((extra) => extra.id === id)),
  );
  const limits = useQuery(queries.orderLimits()).data;
  const [brief, setBrief] = useDraft(`order.${listing.id}`);
  const extras = listing.extras.filter(({ id }) => extraIds.includes(id));
  const total = extras.reduce((sum, { price }) => sum + price.amount, listing.basePrice.amount);
  const placing = usePlacing({ listing, extraIds, total, brief, onPriceSeen, onPlaced: () => setBrief("") });
  const seller = listing.seller.displayName;
  return (
    <form onSubmit={(event) => void placing.submit(event)}>
      <header className="page-head">
        <Link
          className="back-link"
          to={addresses[language].listing}
          params={{ slug: slugOf(listing.title, listing.id) }}
        >
          <Icon name="caret-left" />
          {ordering.back}
        </Link>
        <PageHeading>{listing.title}</PageHeading>
        <p className="text-ink-soft">{ordering.by({ seller })}</p>
      </header>
      <div className="order-columns order-columns-wide">
        <div className="order-main">
          <Extras listing={listing} chosen={extraIds} onChange={setExtraIds} />
          <section aria-labelledby="brief-heading">
            <h2 className="mb-8" id="brief-heading">
              {ordering.briefTitle}
            </h2>
            <p className="mb-16 text-ink-soft">{ordering.briefText({ seller })}</p>
            {listing.briefInstructions !== "" && (
              <div className="quote mb-16">
                <p className="type-small mb-4 text-ink-soft">{ordering.briefAsks}</p>
                <Text text={listing.briefInstructions} />
              </div>
            )}
            <div className="field">
              <label htmlFor="brief">{ordering.briefLabel}</label>
              <textarea
                className="input text-area"
                id="brief"
                rows={6}
                maxLength={limits?.maxBriefLength}
                value={brief}
                onChange={(event) => setBrief(event.target.value)}
              />
            </div>
          </section>
        </div>
        <div className="order-side">
          <Summary listing={listing} extraIds={extraIds} total={total} placing={placing} />
        </div>
      </div>
    </form>
  );
}

function Extras({
  listing,
  chosen,
  onChange,
}: {
  listing: Listing;
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const { ordering } = useAppWords();
  const words = useWords().listing;
  const language = useLanguage();
  if (listing.extras.length === 0) return null;
  return (
    <fieldset className="extras-field">
      <legend>{ordering.extrasTitle}</legend>
      {listing.extras.map(({ id, title, price, extraDays }) => (
        <label className="choice-card" key={id}>
          <input
            className="check"
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          <span>
            {title} <small>{words.extraDays({ days: extraDays })}</small>
          </span>
          <b>+{money(price, language)}</b>
        </label>
      ))}
    </fieldset>
  );
}

function Summary({
  listing,
  extraIds,
  total,
  placing,
}: {
  listing: Listing;
  extraIds: readonly string[];
  total: number;
  placing: Placing;
}) {
  const { ordering } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const policy = useQuery(queries.policy()).data;
  const extras = listing.extras.filter(({ id }) => extraIds.includes(id));
  const days = extras.reduce((sum, { extraDays }) => sum + extraDays, listing.deliveryDays);
  const seller = listing.seller.displayName;
  return (
    <TabFolder tone="ardoise" icon="lock" label={ordering.summary} labelledBy="summary" className="money-box">
      <h2 className="money-sum" id="summary">
        {money(euros(total), language)}
      </h2>
      <dl className="sums">
        <div>
          <dt>{listing.title}</dt>
          <dd>{money(listing.basePrice, language)}</dd>
        </div>
        {extras.map(({ id, title, price }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{money(price, language)}</dd>
          </div>
        ))}
        <div className="sums-total">
          <dt>{ordering.total}</dt>
          <dd>{money(euros(total), language)}</dd>
        </div>
      </dl>
      <p className="type-small">
        <b>{ordering.due({ day: weekday(daysAfter(now, days + 1), language) })}</b>{" "}
        <span className="text-ink-soft">{ordering.ifTomorrow({ seller })}</span>
      </p>
      <PlacingProblem placing={placing} />
      <button className="button mt-16 w-full px-12" type="submit" aria-disabled={placing.isBusy}>
        <span aria-live="polite">
          {placing.isBusy ? placing.busyLabel : ordering.pay({ total: money(euros(total), language) })}
        </span>
      </button>
      <SlowNote isBusy={placing.isBusy} />
      <div className="type-small mt-16 grid gap-8 text-ink-soft">
        <p>{ordering.held}</p>
        {policy !== undefined && (
          <p>{ordering.acceptance({ seller, window: duration(policy.acceptanceMs, language) })}</p>
        )}
        <p>{ordering.stripe}</p>
      </div>
    </TabFolder>
  );
}

interface Placing {
  readonly isBusy: boolean;
  readonly busyLabel: string;
  readonly problem: string | undefined;
  readonly newPrice: { readonly before: number; readonly after: number } | undefined;
  readonly seePrice: () => void;
  readonly submit: (event: FormEvent) => Promise<void>;
}

function PlacingProblem({ placing }: { placing: Placing }) {
  const { ordering } = useAppWords();
  const language = useLanguage();
  const { problem, newPrice } = placing;
  return (
    <div role="alert">
      {newPrice !== undefined && (
        <div className="form-problem">
          <Icon name="warning" />
          <div>
            <b>{ordering.priceChangedTitle}</b>
            <p>
              {ordering.priceChanged({
                before: money(euros(newPrice.before), language),
                after: money(euros(newPrice.after), language),
              })}
            </p>
            <button className="action" type="button" onClick={placing.seePrice}>
              {ordering.seePrice}
            </button>
          </div>
        </div>
      )}
      {problem !== undefined && (
        <p className="form-problem">
          <Icon name="warning" />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

/** Places the order once, however often the button is pressed, and goes on to the payment page. */
function usePlacing({
  listing,
  extraIds,
  total,
  brief,
  onPriceSeen,
  onPlaced,
}: {
  listing: Listing;
  extraIds: readonly string[];
  total: number;
  brief: string;
  onPriceSeen: () => void;
  onPlaced: () => void;
}): Placing {
  const { ordering } = useAppWords();
  const { problems, states } = useWords();
  const [step, setStep] = useState<"idle" | "placing" | "paying">("idle");
  const [problem, setProblem] = useState<string>();
  const [newPrice, setNewPrice] = useState<Placing["newPrice"]>();
  // One key for one intent: what is asked for again after a lost answer is the same order.
  const intent = useRef<{ body: string; key: string }>(undefined);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (step !== "idle") return;
    setProblem(undefined);
    setNewPrice(undefined);
    setStep("placing");
    const refusal = await place();
    if (refusal !== undefined) setStep("idle");
  }

  /** @returns why the payment page does not open, when it does not */
  async function place(): Promise<ProblemCode | "no_answer" | undefined> {
    const { api } = pageContext();
    const text = brief.trim();
    const body = {
      listingId: listing.id,
      extraIds: [...extraIds],
      expectedTotal: { amount: total, currency: "EUR" as const },
      ...(text === "" ? {} : { brief: { text } }),
    };
    const form = JSON.stringify(body);
    if (intent.current?.body !== form) intent.current = { body: form, key: newIdempotencyKey() };
    const placed = await api
      .POST("/v1/orders", { body, params: { header: { "idempotency-key": intent.current.key } } })
      .catch(() => undefined);
    if (placed?.data === undefined) {
      const code = placed?.error.code ?? "no_answer";
      const after = placed?.error.code === "price_changed" ? placed.error.total?.amount : undefined;
      if (after !== undefined) setNewPrice({ before: total, after });
      else setProblem(code === "no_answer" ? states.noAnswer : problems[code]);
      return code;
    }
    setStep("paying");
    const orderId = placed.data.id;
    const session = await api
      .POST("/v1/payments/checkout-sessions", { body: { orderId } })
      .catch(() => undefined);
    onPlaced();
    // The order stands and waits for its payment: its page offers to pay where the payment page did not open.
    location.assign(session?.data?.url ?? `/orders/${orderId}`);
    return undefined;
  }

  return {
    isBusy: step !== "idle",
    busyLabel: step === "paying" ? ordering.toPayment : ordering.placing,
    problem,
    newPrice,
    seePrice: () => {
      setNewPrice(undefined);
      onPriceSeen();
    },
    submit,
  };
}
