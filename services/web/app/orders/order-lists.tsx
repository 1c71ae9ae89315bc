import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Order } from "@vc/client";
import { shortDay } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { factsOf } from "../guide/facts.ts";
import { chipIcons } from "../icons/chip-icons.ts";
import { PageHeading } from "../layout/page.tsx";
import { Clock } from "../order/clock.tsx";
import { placeOf } from "../order/money-box.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { type Policy, shareOf } from "../state/policy.ts";
import { type OrderRole, queries } from "../state/queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { GROUPS, type Group, groupsOf, type Row } from "./groups.ts";
import { OrderCover } from "./order-cover.tsx";

/** R8, R15: a person's purchases or sales, by what is to be done, what ends first on top. */
export function OrderList({ party: role }: { party: OrderRole }) {
  const { frame } = useAppWords();
  const { common } = useWords();
  const title = role === "buyer" ? frame.purchasesTitle : frame.salesTitle;
  const orders = useInfiniteQuery(queries.orders(role));
  const policy = useQuery(queries.policy());
  return (
    <>
      <title>{common.pageTitle({ title })}</title>
      <QueryView query={orders} shape={<ListShape />}>
        {(items) => (
          <QueryView query={policy} shape={<ListShape />}>
            {(terms) => (
              <>
                <Groups title={title} orders={items} role={role} policy={terms} />
                <MoreButton list={orders} />
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function ListShape() {
  return (
    <div className="grid gap-12" aria-hidden="true">
      <div className="shape shape-row" />
      <div className="shape shape-row" />
      <div className="shape shape-row" />
    </div>
  );
}

function Groups({
  title,
  orders,
  role,
  policy,
}: {
  title: string;
  orders: readonly Order[];
  role: OrderRole;
  policy: Policy;
}) {
  const { frame } = useAppWords();
  const now = useNow();
  const groups = groupsOf(orders, role, now);
  const todo = groups.todo.length;
  return (
    <>
      <header className="page-head">
        <PageHeading>{title}</PageHeading>
        {orders.length > 0 && (
          <p className="type-lead">{todo === 0 ? frame.nothingWaits : frame.waiting({ count: todo })}</p>
        )}
        {role === "seller" && <HeldSum orders={orders} policy={policy} />}
      </header>
      <GroupLinks groups={groups} role={role} />
      {orders.length === 0 ? (
        <Empty role={role} />
      ) : (
        GROUPS.filter((group) => groups[group].length > 0).map((group) => (
          <GroupSection key={group} group={group} rows={groups[group]} role={role} policy={policy} />
        ))
      )}
    </>
  );
}

/** The way to each group of a long list. */
function GroupLinks({ groups, role }: { groups: Readonly<Record<Group, readonly Row[]>>; role: OrderRole }) {
  const { frame } = useAppWords();
  const shown = GROUPS.filter((group) => groups[group].length > 0);
  if (shown.length < 2) return null;
  return (
    <nav className="pills" aria-label={frame.groups}>
      <ul>
        {shown.map((group) => (
          <li key={group}>
            <a className="pill" href={`#group-${group}`}>
              {nameOfGroup(group, role, frame)} <span className="pill-count">{groups[group].length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function nameOfGroup(group: Group, role: OrderRole, frame: ReturnType<typeof useAppWords>["frame"]): string {
  return group === "theirs" ? frame.theirs[role] : frame.groupNames[group];
}

function HeldSum({ orders, policy }: { orders: readonly Order[]; policy: Policy }) {
  const { frame } = useAppWords();
  const language = useLanguage();
  const held = orders
    .filter((order) => placeOf(order) === "held")
    .reduce((sum, { total }) => sum + total.amount - shareOf(total.amount, policy), 0);
  if (held === 0) return null;
  return (
    <p className="held-sum">
      <Icon name="lock" />
      {frame.heldForYou({ sum: money(euros(held), language) })}
    </p>
  );
}

function GroupSection({
  group,
  rows,
  role,
  policy,
}: {
  group: Group;
  rows: readonly Row[];
  role: OrderRole;
  policy: Policy;
}) {
  const { frame } = useAppWords();
  const isTodo = group === "todo";
  return (
    <section className="order-group" aria-labelledby={`group-${group}`}>
      <header className="section-head">
        <h2 id={`group-${group}`}>
          {nameOfGroup(group, role, frame)} <span className="group-count">{rows.length}</span>
        </h2>
        <p>{frame.groupNotes[group]}</p>
      </header>
      <ul className={isTodo ? "order-rows" : "order-rows order-rows-quiet"}>
        {rows.map((row, index) => (
          <OrderRow
            key={row.order.id}
            row={row}
            role={role}
            policy={policy}
            isTodo={isTodo}
            isFirst={index === 0}
          />
        ))}
      </ul>
    </section>
  );
}

/** One order of a list: what it is about, until when, the money, and where to go. */
function OrderRow({
  row,
  role,
  policy,
  isTodo,
  isFirst,
}: {
  row: Row;
  role: OrderRole;
  policy: Policy;
  isTodo: boolean;
  /** What ends first has the one filled button of the page. */
  isFirst: boolean;
}) {
  const { order: words, panels, frame } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { order, guide } = row;
  const facts = factsOf(order, role, guide.clock, { policy, language, now });
  const headline = panels[guide.name].headline(facts);
  const told = isTodo ? panels[guide.name].row : undefined;
  return (
    <li className={isTodo ? "order-row card-notch" : "order-row"}>
      <OrderCover order={order} />
      <div className="order-row-main">
        <p className={`chip tone-${guide.tone}`}>
          <Icon name={chipIcons[guide.chip]} />
          {words.chips[guide.chip]}
        </p>
        {guide.clock !== null ? (
          <Clock clock={guide.clock} isShort={!isTodo} />
        ) : (
          order.endedAt !== null && (
            <p className="clock">
              <time dateTime={order.endedAt}>{shortDay(new Date(order.endedAt), now, language)}</time>
            </p>
          )
        )}
        <h3>
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {told?.title(facts) ?? order.listing.title}
          </Link>
        </h3>
        <p className="order-row-note">
          {headline.includes(facts.other) ? headline : `${facts.other} · ${headline}`}
        </p>
      </div>
      <RowSum order={order} role={role} policy={policy} />
      {isTodo && (
        <Link
          className={isFirst ? "button" : "button button-plain"}
          to="/orders/$orderId"
          params={{ orderId: order.id }}
          tabIndex={-1}
          aria-hidden="true"
        >
          {told?.button(facts) ?? frame.open}
        </Link>
      )}
    </li>
  );
}

function RowSum({ order, role, policy }: { order: Order; role: OrderRole; policy: Policy }) {
  const { frame } = useAppWords();
  const language = useLanguage();
  const place = placeOf(order);
  const gross = place === "released" ? (order.outcome?.released.amount ?? 0) : order.total.amount;
  const cents = role === "seller" && place !== "refunded" ? gross - shareOf(gross, policy) : gross;
  const looks = {
    toPay: { icon: "pay", note: "" },
    nothing: { icon: "ended", note: frame.notPaid },
    held: { icon: "lock", note: role === "seller" ? frame.forYou : frame.held },
    refunded: { icon: "refund", note: frame.refunded },
    released: { icon: "check", note: frame.paidOut },
  } as const;
  const { icon, note } = looks[place];
  const isHeld = place === "held";
  return (
    <p className={isHeld ? "row-sum row-sum-held" : "row-sum"}>
      <Icon name={icon} />
      <span>
        <b>{money(euros(cents), language)}</b>
        <small>{note}</small>
      </span>
    </p>
  );
}

function Empty({ role }: { role: OrderRole }) {
  const { frame } = useAppWords();
  const language = useLanguage();
  return (
    <EmptyState
      text={role === "buyer" ? frame.emptyPurchases : frame.emptySales}
      link={
        role === "buyer" ? (
          <Link className="button" to={addresses[language].search}>
            {frame.findOne}
          </Link>
        ) : (
          <Link className="button" to="/listings">
            {frame.improve}
          </Link>
        )
      }
    />
  );
}
