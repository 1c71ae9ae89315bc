import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Conversation, Order } from "@vc/client";
import { money } from "../format/money.ts";
import { factsOf } from "../guide/facts.ts";
import { guide } from "../guide/guide.ts";
import { chipIcons } from "../icons/chip-icons.ts";
import { topCategoryOf } from "../market/card.ts";
import { Cover } from "../market/cover.tsx";
import { Clock } from "../order/clock.tsx";
import { placeOf } from "../order/money-box.tsx";
import { OrderCover } from "../orders/order-cover.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { useOutbox } from "../state/outbox.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { Composer } from "./composer.tsx";
import { otherSide } from "./other-side.ts";
import { Thread } from "./thread.tsx";

/** R37, R38: one conversation, what it is about, and what comes next there. */
export function ConversationPage({ conversationId }: { conversationId: string }) {
  const conversation = useQuery(queries.talk(conversationId));
  const me = useQuery(queries.me());
  const shape = <div className="shape shape-panel" aria-hidden="true" />;
  return (
    <QueryView query={conversation} shape={shape}>
      {(data) => (
        <QueryView query={me} shape={shape}>
          {({ id }) => <ConversationView conversation={data} accountId={id} />}
        </QueryView>
      )}
    </QueryView>
  );
}

function ConversationView({ conversation, accountId }: { conversation: Conversation; accountId: string }) {
  const words = useAppWords();
  const { common } = useWords();
  const language = useLanguage();
  const outbox = useOutbox(conversation.id, accountId);
  const other = otherSide(conversation, accountId, words, language);
  return (
    <article aria-labelledby="talk-name">
      <title>{common.pageTitle({ title: other })}</title>
      <header className="talk-head">
        <Link className="icon-button talk-back" to="/conversations" aria-label={words.talking.back}>
          <Icon name="arrow-left" className="icon-large" />
        </Link>
        <Subject conversation={conversation} accountId={accountId} other={other} />
      </header>
      <Thread conversation={conversation} accountId={accountId} outbox={outbox} startsAtEnd />
      {conversation.open ? (
        <Composer conversationId={conversation.id} other={other} outbox={outbox} />
      ) : (
        <p className="mt-24 text-ink-soft">{words.talking.closed}</p>
      )}
      {conversation.kind !== "support" && (
        <Link className="quiet-link mt-8" to="/support" search={{ conversation: conversation.id }}>
          <Icon name="flag" />
          {words.order.report}
        </Link>
      )}
    </article>
  );
}

interface SubjectProps {
  readonly conversation: Conversation;
  readonly accountId: string;
  readonly other: string;
}

function Subject(props: SubjectProps) {
  const { orderId, kind } = props.conversation;
  if (orderId !== null && kind === "order") return <OrderSubject {...props} orderId={orderId} />;
  return <PlainSubject {...props} />;
}

/** Of a question: the listing, and the way to order it. Of a request for support: where it stands. */
function PlainSubject({ conversation, accountId, other }: SubjectProps) {
  const { talking: words } = useAppWords();
  const language = useLanguage();
  const { listingId, subject, support, orderId } = conversation;
  const listing = useQuery({ ...queries.listing(listingId ?? ""), enabled: listingId !== null }).data;
  const categories = useQuery({ ...queries.categories(), enabled: listingId !== null }).data?.items ?? [];
  const top = listing === undefined ? undefined : topCategoryOf(listing.category, categories);
  const title = listing?.title ?? subject?.title ?? "";
  const isForSale = listing?.state === "published" && listing.sellerId !== accountId;
  return (
    <>
      {listingId !== null && (
        <div className="order-thumb">
          <Cover id={listingId} title={title} topCategory={top?.id ?? ""} />
        </div>
      )}
      <div className="min-w-0">
        <h2 className="type-h3" id="talk-name">
          {other}
        </h2>
        <p className="type-small text-ink-soft">
          {title !== "" && title}
          {support !== null && ` ${words.help.states[support.state]}`}
        </p>
      </div>
      {(isForSale || orderId !== null) && (
        <div className="talk-next">
          {isForSale && listing !== undefined && (
            <Link
              className="button button-plain"
              to={addresses[language].listing}
              params={{ slug: slugOf(listing.title, listing.id) }}
            >
              {words.toListing}
            </Link>
          )}
          {orderId !== null && (
            <Link className="button button-plain" to="/orders/$orderId" params={{ orderId }}>
              {words.toOrder}
            </Link>
          )}
        </div>
      )}
    </>
  );
}

function OrderSubject({ conversation, accountId, other, orderId }: SubjectProps & { orderId: string }) {
  const order = useQuery(queries.order(orderId)).data;
  return order === undefined ? (
    <div className="min-w-0">
      <h2 className="type-h3" id="talk-name">
        {other}
      </h2>
      <p className="type-small text-ink-soft">{conversation.subject?.title}</p>
    </div>
  ) : (
    <OrderHead order={order} accountId={accountId} other={other} />
  );
}

/** What the order's own page says at its top, in one line. */
function OrderHead({ order, accountId, other }: { order: Order; accountId: string; other: string }) {
  const words = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const policy = useQuery(queries.policy()).data;
  const role = order.seller.id === accountId ? "seller" : "buyer";
  const shown = guide(order, role, now);
  const [first] = shown.primary;
  const facts = policy && factsOf(order, role, shown.clock, { policy, language, now });
  const label = facts && words.panels[shown.name].row?.button(facts);
  return (
    <>
      <OrderCover order={order} />
      <div className="min-w-0">
        <h2 className="type-h3" id="talk-name">
          {other}
        </h2>
        <p className="type-small">
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {order.listing.title}
          </Link>
        </p>
      </div>
      {placeOf(order) === "held" && (
        <p className="talk-held">
          <Icon name="lock" />
          <b>{money(order.total, language)}</b>
        </p>
      )}
      <div className="talk-next">
        <span className={`chip tone-${shown.tone}`}>
          <Icon name={chipIcons[shown.chip]} />
          {words.order.chips[shown.chip]}
        </span>
        {shown.clock !== null && <Clock clock={shown.clock} isShort />}
        <Link className="button button-plain" to="/orders/$orderId" params={{ orderId: order.id }}>
          {order.endedAt === null && label !== undefined && first !== "write" ? label : words.talking.toOrder}
        </Link>
      </div>
    </>
  );
}

/** Beside the list, before a conversation is chosen. */
export function NoConversationChosen() {
  const { talking: words } = useAppWords();
  return <p className="talks-choose">{words.choose}</p>;
}
