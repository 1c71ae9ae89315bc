import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Order } from "@vc/client";
import { money } from "../format/money.ts";
import { type DialogAction, hasDialog } from "../guide/dialogs.ts";
import type { GuideAction, GuideSurroundings } from "../guide/panels.ts";
import { helpArticleOf } from "../help/help-articles.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { PageHeading } from "../layout/page.tsx";
import { OrderCover } from "../orders/order-cover.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Policy } from "../state/policy.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { ActionBar } from "./action-bar.tsx";
import { ActionDialog } from "./action-dialog.tsx";
import { GuidePanel } from "./guide-panel.tsx";
import { MoneyBox, placeOf } from "./money-box.tsx";
import type { OrderSearch } from "./order-search.ts";
import { OtherSide } from "./other-side.tsx";
import { Brief, Deliveries, Dispute, FrozenListing, Journal } from "./record.tsx";
import { StepsList } from "./steps-list.tsx";
import { Talk } from "./talk.tsx";
import { type OrderScene, useScene } from "./use-order.ts";

/** R7 to R32: one order, as its buyer or its seller sees it. */
export function OrderPage({ orderId, search }: { orderId: string; search: OrderSearch }) {
  const order = useQuery(queries.order(orderId));
  const me = useQuery(queries.me());
  const policy = useQuery(queries.policy());
  return (
    <QueryView query={order} shape={<OrderShape />}>
      {(data) => (
        <QueryView query={me} shape={<OrderShape />}>
          {({ id }) => (
            <QueryView query={policy} shape={<OrderShape />}>
              {(terms) => <OrderView order={data} accountId={id} policy={terms} search={search} />}
            </QueryView>
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

function OrderShape() {
  return (
    <div className="order-columns" aria-hidden="true">
      <div className="shape shape-panel" />
      <div className="shape shape-panel" />
    </div>
  );
}

function OrderView({
  order,
  accountId,
  policy,
  search,
}: {
  order: Order;
  accountId: string;
  policy: Policy;
  search: OrderSearch;
}) {
  const { order: words } = useAppWords();
  const { common } = useWords();
  const navigate = useNavigate();
  const payment: GuideSurroundings["payment"] = search.payment;
  const scene = useScene(order, accountId, policy, payment);
  const open = dialogIn(search.do, scene);
  const close = () =>
    void navigate({ to: "/orders/$orderId", params: { orderId: order.id }, resetScroll: false });
  return (
    <>
      <title>
        {common.pageTitle({ title: `${words.chips[scene.guide.chip]} · ${order.listing.title}` })}
      </title>
      <OrderHead scene={scene} />
      <Overlays scene={scene} />
      <div className="order-columns">
        <div className="order-main">
          <GuidePanel scene={scene} />
          <nav className="order-views" aria-label={words.views}>
            <a href="#follow">{words.follow}</a>
            <a href="#talk">{words.talk}</a>
          </nav>
          <div className="order-follow" id="follow">
            <StepsList scene={scene} />
            <Deliveries scene={scene} />
            <Dispute scene={scene} />
            <Brief scene={scene} />
          </div>
          <Talk scene={scene} />
          <Journal scene={scene} />
        </div>
        <div className="order-side">
          <MoneyBox scene={scene} />
          <OtherSide scene={scene} />
          <FrozenListing scene={scene} />
          <Help scene={scene} />
        </div>
      </div>
      <ActionBar scene={scene} />
      {open !== undefined && <ActionDialog key={open} action={open} scene={scene} onClose={close} />}
    </>
  );
}

/** The dialog that the address asks for, if its action is offered now. */
function dialogIn(name: string | undefined, { guide }: OrderScene): DialogAction | undefined {
  const offered: readonly GuideAction[] = [...guide.primary, ...guide.secondary, ...guide.quiet];
  return offered.filter(hasDialog).find((action) => action === name);
}

function OrderHead({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, role } = scene;
  return (
    <header className="order-head">
      <OrderCover order={order} />
      <div className="min-w-0">
        <Link className="back-link" to={role === "buyer" ? "/purchases" : "/sales"}>
          <Icon name="caret-left" />
          {role === "buyer" ? words.backToPurchases : words.backToSales}
        </Link>
        <PageHeading>{order.listing.title}</PageHeading>
      </div>
      {placeOf(order) === "held" && (
        <a className="held-link" href="#money">
          <Icon name="lock" />
          <b>{money(order.total, language)}</b>
          <span className="sr-only"> {words.money.seeDetail}</span>
        </a>
      )}
    </header>
  );
}

/** R38: what the state means, and a person who helps. */
function Help({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, role } = scene;
  return (
    <ul className="order-help">
      <li>
        <Link
          to={addresses[language].helpArticle}
          params={{ article: helpSlug(helpArticleOf(order, role), language) }}
        >
          {words.explain}
        </Link>
      </li>
      <li>
        <Link to="/support" search={{ order: order.id }}>
          {words.askSupport}
        </Link>
      </li>
    </ul>
  );
}

/** R30, R10: what stands over the whole order, whatever its state. */
function Overlays({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const { payment, role } = scene;
  const isFrozen = payment?.state === "frozen";
  const refundFailed = payment?.movements.some(({ kind, state }) => kind === "refund" && state === "failed");
  return (
    <div role="status">
      {isFrozen && (
        <p className="order-overlay tone-brique">
          <b>{words.frozenTitle}</b> {words.frozenText} {role === "seller" && words.frozenSeller}
        </p>
      )}
      {refundFailed && <p className="order-overlay tone-ambre">{words.refundFailed}</p>}
    </div>
  );
}
