import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Balance, newIdempotencyKey } from "@vc/client";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { dayHeading, shortDay, tinyDay } from "../format/dates.ts";
import { centsOf, euros, money, typedMoney } from "../format/money.ts";
import { factsOf } from "../guide/facts.ts";
import { guide } from "../guide/guide.ts";
import type { IconName } from "../icons/list.ts";
import { PageHeading } from "../layout/page.tsx";
import { placeOf } from "../order/money-box.tsx";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { SlowNote } from "../ui/slow-note.tsx";
import { TabFolder, type Tone } from "../ui/tab-folder.tsx";
import { useAppWords } from "../words/app-words.ts";

/** R17, R28, R29: where a seller's money is, and the way to the bank. */
export function BalancePage() {
  const { selling } = useAppWords();
  const { common } = useWords();
  const balance = useQuery(queries.balance());
  return (
    <>
      <title>{common.pageTitle({ title: selling.balanceTitle })}</title>
      <QueryView query={balance} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(data) => <BalanceView balance={data} />}
      </QueryView>
    </>
  );
}

function BalanceView({ balance }: { balance: Balance }) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const ledger = useInfiniteQuery(queries.ledger()).data;
  const inWords = (cents: number) => money(euros(cents), language);
  const { blocked, available, pendingPayouts, receivable } = balance;
  const isEmpty =
    ledger?.length === 0 &&
    [blocked, available, pendingPayouts, receivable].every(({ amount }) => amount === 0);
  return (
    <>
      <header className="page-head">
        <PageHeading>{selling.balanceTitle}</PageHeading>
        {!isEmpty && <p className="type-lead">{selling.balanceLead({ sum: inWords(available.amount) })}</p>}
      </header>
      {receivable.amount > 0 && (
        <p className="order-overlay tone-brique">
          <b>{selling.owedTitle}</b> {selling.owedText({ sum: inWords(receivable.amount) })}
        </p>
      )}
      {isEmpty ? (
        <EmptyState
          text={selling.balanceEmpty}
          link={
            <Link className="button" to="/sell">
              {selling.newListing}
            </Link>
          }
        />
      ) : (
        <>
          <Places balance={balance} />
          <Expected />
          <Withdrawals />
          <Ledger />
        </>
      )}
    </>
  );
}

function Places({ balance }: { balance: Balance }) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const inWords = (cents: number) => money(euros(cents), language);
  const { blocked, blockedNet, available, payable, pendingPayouts, minimumWithdrawal } = balance;
  const commissionCents = blocked.amount - blockedNet.amount;
  const isTooLittle = payable.amount < minimumWithdrawal.amount;
  return (
    <div className="three">
      <Place tone="ardoise" icon="lock" label={selling.held} sum={inWords(blockedNet.amount)}>
        {commissionCents > 0 && <p>{selling.heldCommission({ sum: inWords(commissionCents) })}</p>}
        <p>{selling.heldText}</p>
      </Place>
      <Place tone="feuille" icon="done" label={selling.available} sum={inWords(available.amount)}>
        <p>{selling.availableText}</p>
        <Later balance={balance} />
        {/* As high with the button as without it, so that nothing moves when all is withdrawn. */}
        <p className="withdraw-line">
          {isTooLittle ? (
            payable.amount === 0 ? (
              selling.nothingToWithdraw
            ) : (
              selling.withdrawFrom({ sum: inWords(minimumWithdrawal.amount) })
            )
          ) : (
            <button className="button" type="button" onClick={() => setIsWithdrawing(true)}>
              {selling.withdraw({ sum: inWords(payable.amount) })}
            </button>
          )}
        </p>
      </Place>
      <Place tone="pine" icon="bank" label={selling.onTheWay} sum={inWords(pendingPayouts.amount)}>
        <p>{pendingPayouts.amount > 0 ? selling.onTheWayText : selling.nothingOnTheWay}</p>
      </Place>
      {isWithdrawing && (
        <WithdrawDialog
          payableCents={payable.amount}
          leastCents={minimumWithdrawal.amount}
          onClose={() => setIsWithdrawing(false)}
        />
      )}
    </div>
  );
}

/** R29: what of the available money Stripe does not pay out yet, and from which day on it does. */
function Later({ balance: { available, payable, nextAvailable } }: { balance: Balance }) {
  const { selling } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const account = useQuery(queries.payoutAccount()).data;
  const inWords = (cents: number) => money(euros(cents), language);
  const laterCents = available.amount - payable.amount;
  if (laterCents === 0) return null;
  if (account?.state === "restricted") {
    return (
      <p>
        {selling.payoutsPaused} <Link to="/payout-account">{selling.payoutTitle}</Link>
      </p>
    );
  }
  const days = Map.groupBy(nextAvailable, ({ at }) => shortDay(new Date(at), now, language));
  const sums = [...days].map(([day, parts]) => ({ day, cents: totalOf(parts) }));
  const unknownCents = laterCents - totalOf(nextAvailable);
  return (
    <>
      {sums.map(({ day, cents }) => (
        <p key={day}>{selling.payableFrom({ sum: inWords(cents), day })}</p>
      ))}
      {unknownCents > 0 && <p>{selling.settling({ sum: inWords(unknownCents) })}</p>}
    </>
  );
}

function totalOf(parts: Balance["nextAvailable"]): number {
  return parts.reduce((sum, { amount }) => sum + amount.amount, 0);
}

function Place({
  tone,
  icon,
  label,
  sum,
  children,
}: {
  tone: Tone;
  icon: IconName;
  label: string;
  sum: string;
  children: ReactNode;
}) {
  const id = `place-${tone}`;
  return (
    <TabFolder tone={tone} icon={icon} label={label} labelledBy={id} className="money-box">
      <h2 className="money-sum" id={id}>
        <span className="sr-only">{label} </span>
        {sum}
      </h2>
      <div className="type-small text-ink-soft">{children}</div>
    </TabFolder>
  );
}

/** R29: one call, however often the button is pressed. */
function WithdrawDialog({
  payableCents,
  leastCents,
  onClose,
}: {
  payableCents: number;
  leastCents: number;
  onClose: () => void;
}) {
  const { selling, order } = useAppWords();
  const { problems, states } = useWords();
  const language = useLanguage();
  const client = useQueryClient();
  const [text, setText] = useState(() => typedMoney(payableCents, language));
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const intent = useRef<{ cents: number; key: string }>(undefined);
  const inWords = (cents: number) => money(euros(cents), language);

  async function withdraw(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    const cents = centsOf(text) ?? 0;
    if (cents > 0 && cents < leastCents) {
      return setProblem(selling.withdrawFrom({ sum: inWords(leastCents) }));
    }
    if (cents === 0 || cents > payableCents) return setProblem(selling.withdrawProblem);
    setProblem(undefined);
    setIsSending(true);
    if (intent.current?.cents !== cents) intent.current = { cents, key: newIdempotencyKey() };
    const answer = await pageContext()
      .api.POST("/v1/payments/withdrawals", {
        params: { header: { "idempotency-key": intent.current.key } },
        body: { amount: { amount: cents, currency: "EUR" } },
      })
      .catch(() => undefined);
    setIsSending(false);
    if (answer?.data === undefined) {
      return setProblem(answer === undefined ? states.noAnswer : problems[answer.error.code]);
    }
    for (const query of [queries.balance(), queries.withdrawals(), queries.ledger()]) {
      void client.invalidateQueries({ queryKey: query.queryKey });
    }
    onClose();
  }

  return (
    <Dialog title={selling.withdrawTitle} closeLabel={order.dialog.close} onClose={onClose}>
      <form className="dialog-form" onSubmit={(event) => void withdraw(event)} noValidate>
        <div className="field">
          <label htmlFor="amount">{selling.withdrawLabel}</label>
          <span className="unit-field">
            <input
              className="input"
              id="amount"
              inputMode="decimal"
              autoComplete="off"
              value={text}
              aria-invalid={problem !== undefined}
              aria-describedby="amount-note"
              onChange={(event) => setText(event.target.value)}
            />
            <span aria-hidden="true">€</span>
          </span>
          <p className="hint" id="amount-note">
            {selling.withdrawHint({ sum: inWords(payableCents) })}
          </p>
        </div>
        <p className="type-small text-ink-soft">{selling.onTheWayText}</p>
        <div role="alert">
          {problem !== undefined && (
            <p className="form-problem">
              <Icon name="warning" />
              <span>{problem}</span>
            </p>
          )}
        </div>
        <footer className="dialog-foot">
          <button className="button" type="submit" aria-disabled={isSending}>
            <span aria-live="polite">
              {isSending ? selling.withdrawing : selling.withdraw({ sum: inWords(centsOf(text) ?? 0) })}
            </span>
          </button>
          <button className="button button-plain" type="button" onClick={onClose}>
            {order.dialog.keep}
          </button>
        </footer>
        <SlowNote isBusy={isSending} />
      </form>
    </Dialog>
  );
}

/** How many orders the list of what is to come names. */
const EXPECTED_SHOWN = 5;

/** R17: which orders the held money waits for, and when each is the seller's at the latest, if silence decides. */
function Expected() {
  const { selling, panels } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const policy = useQuery(queries.policy()).data;
  const orders = useInfiniteQuery(queries.orders("seller")).data ?? [];
  const held = orders.filter((order) => placeOf(order) === "held");
  if (policy === undefined || held.length === 0) return null;
  const rows = held.map((order) => {
    const { name, clock } = guide(order, "seller", now);
    const at = order.deadlines.find(({ kind }) => kind === "complete")?.at;
    const facts = factsOf(order, "seller", clock, { policy, language, now });
    return { order, at, yours: facts.yours, note: panels[name].headline(facts) };
  });
  rows.sort((a, b) => (a.at ?? "9").localeCompare(b.at ?? "9"));
  return (
    <section className="order-group" aria-labelledby="expected">
      <header className="section-head">
        <h2 id="expected">{selling.expected}</h2>
        <p>{selling.expectedNote}</p>
      </header>
      <ol className="expected">
        {rows.slice(0, EXPECTED_SHOWN).map(({ order, at, yours, note }) => (
          <li key={order.id}>
            <p>
              <b>
                {at === undefined ? (
                  selling.someDay
                ) : (
                  <time dateTime={at}>
                    {selling.atTheLatest({ day: dayHeading(new Date(at), language) })}
                  </time>
                )}
              </b>
              <span className="expected-sum">{yours}</span>
            </p>
            <p className="type-small text-ink-soft">
              <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                {order.listing.title}
              </Link>{" "}
              · {note}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Withdrawals() {
  const { selling } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const list = useInfiniteQuery(queries.withdrawals());
  const items = list.data ?? [];
  if (items.length === 0) return null;
  return (
    <section className="order-group" aria-labelledby="withdrawals">
      <header className="section-head">
        <h2 id="withdrawals">{selling.withdrawals}</h2>
      </header>
      <ul className="plain-rows">
        {items.map(({ id, state, amount, createdAt }) => (
          <li key={id}>
            <time dateTime={createdAt}>{shortDay(new Date(createdAt), now, language)}</time>
            <span>{selling.withdrawalStates[state]}</span>
            <b>{money(amount, language)}</b>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}

function Ledger() {
  const { selling } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const list = useInfiniteQuery(queries.ledger());
  const items = list.data ?? [];
  const kinds: Readonly<Record<string, string>> = selling.ledgerKinds;
  return (
    <section className="order-group" aria-labelledby="ledger">
      <header className="section-head">
        <h2 id="ledger">{selling.ledger}</h2>
      </header>
      {items.length === 0 ? (
        <p className="text-ink-soft">{selling.emptyLedger}</p>
      ) : (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{selling.date}</th>
              <th scope="col">{selling.movement}</th>
              <th scope="col">{selling.sum}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ entryId, kind, amount, orderId, at }) => (
              <tr key={entryId}>
                <td>
                  <time dateTime={at}>{tinyDay(new Date(at), now, language)}</time>
                </td>
                <td>
                  {kinds[kind] ?? selling.otherMovement}
                  {orderId !== null && (
                    <Link to="/orders/$orderId" params={{ orderId }}>
                      {selling.order}
                    </Link>
                  )}
                </td>
                <td className={amount.amount > 0 ? "ledger-plus" : ""}>
                  {amount.amount > 0 && "+"}
                  {money(amount, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreButton list={list} />
    </section>
  );
}
