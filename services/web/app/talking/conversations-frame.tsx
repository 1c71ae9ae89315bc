import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams, useSearch } from "@tanstack/react-router";
import type { Conversation } from "@vc/client";
import { shortDay, timeOfDay } from "../format/dates.ts";
import { PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { type ConversationFilter, queries } from "../state/queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { CONVERSATION_FILTERS } from "./conversation-search.ts";
import { otherSide } from "./other-side.ts";

/** R1, R37: all conversations, and beside them the one that is open. On a phone it is one or the other. */
export function ConversationsFrame() {
  const { talking: words } = useAppWords();
  const { common } = useWords();
  const { conversationId } = useParams({ strict: false });
  const filter = useSearch({ strict: false }).kind ?? "all";
  const list = useInfiniteQuery(queries.conversations(filter));
  const isOpen = conversationId !== undefined;
  if (filter === "all" && list.data?.length === 0 && !isOpen) return <NoConversations />;
  return (
    <div className={isOpen ? "talks talks-open" : "talks"}>
      {!isOpen && <title>{common.pageTitle({ title: words.title })}</title>}
      <div className="talks-list">
        <PageHeading>{words.title}</PageHeading>
        <Filters current={filter} />
        <QueryView query={list} shape={<ListShape />}>
          {(conversations) => (
            <>
              {conversations.length === 0 && <p className="text-ink-soft">{words.emptyKind}</p>}
              <ul className="talk-items">
                {conversations.map((conversation) => (
                  <Item
                    key={conversation.id}
                    conversation={conversation}
                    filter={filter}
                    isCurrent={conversation.id === conversationId}
                  />
                ))}
              </ul>
              <MoreButton list={list} />
            </>
          )}
        </QueryView>
      </div>
      <div className="talks-one">
        <Outlet />
      </div>
    </div>
  );
}

function NoConversations() {
  const { talking: words } = useAppWords();
  const { common } = useWords();
  const language = useLanguage();
  return (
    <>
      <title>{common.pageTitle({ title: words.title })}</title>
      <header className="page-head">
        <PageHeading>{words.title}</PageHeading>
      </header>
      <EmptyState
        text={words.empty}
        link={
          <Link className="button" to={addresses[language].search}>
            {words.browse}
          </Link>
        }
      />
    </>
  );
}

function ListShape() {
  return (
    <div className="grid gap-12" aria-hidden="true">
      <div className="shape shape-row" />
      <div className="shape shape-row" />
    </div>
  );
}

function Filters({ current }: { current: ConversationFilter }) {
  const { talking: words } = useAppWords();
  return (
    <nav className="pills" aria-label={words.filters}>
      <ul>
        {CONVERSATION_FILTERS.map((kind) => (
          <li key={kind}>
            <Link
              className="pill"
              to="/conversations"
              search={kind === "all" ? {} : { kind }}
              {...(kind === current ? { "aria-current": "page" as const } : {})}
              activeOptions={{ exact: true }}
            >
              {words.kinds[kind]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const kindIcons = { order: "package", inquiry: "question", support: "lifebuoy" } as const;

function Item({
  conversation,
  filter,
  isCurrent,
}: {
  conversation: Conversation;
  filter: ConversationFilter;
  isCurrent: boolean;
}) {
  const words = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const accountId = useQuery(queries.me()).data?.id ?? "";
  const { id, kind, lastMessage, subject, unreadCount } = conversation;
  const other = otherSide(conversation, accountId, words, language);
  const about = {
    order: words.talking.aboutOrder,
    inquiry: words.talking.aboutListing,
    support: words.talking.aboutSupport,
  };
  const snippet = snippetOf(conversation, accountId, words.talking, useWords().common);
  return (
    <li>
      <Link
        className={unreadCount > 0 ? "talk-item talk-item-new" : "talk-item"}
        to="/conversations/$conversationId"
        params={{ conversationId: id }}
        search={filter === "all" ? {} : { kind: filter }}
        {...(isCurrent ? { "aria-current": "page" as const } : {})}
      >
        <span className="avatar" aria-hidden="true">
          {kind === "support" ? <Icon name="lifebuoy" /> : other.slice(0, 1)}
        </span>
        <b className="talk-item-name">{other}</b>
        {lastMessage !== null && (
          <time dateTime={lastMessage.at}>{shortTime(new Date(lastMessage.at), now, language)}</time>
        )}
        <span className="talk-item-about">
          <Icon name={kindIcons[kind]} /> {subject?.title || about[kind]}
        </span>
        <span className="talk-item-last">{snippet}</span>
        {unreadCount > 0 && (
          <span className="count count-new">
            <span aria-hidden="true">{unreadCount}</span>
            <span className="sr-only">{words.talking.unread({ count: unreadCount })}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

function snippetOf(
  { lastMessage }: Conversation,
  accountId: string,
  words: ReturnType<typeof useAppWords>["talking"],
  { erasedText }: ReturnType<typeof useWords>["common"],
): string {
  if (lastMessage === null) return words.noMessage;
  if (lastMessage.text === "") return erasedText;
  const text = lastMessage.text.replaceAll(/\s+/g, " ") || (lastMessage.files[0]?.name ?? words.fileOnly);
  return lastMessage.senderId === accountId ? words.mine({ text }) : text;
}

/** The time of what is from today, the day of what is older. */
function shortTime(at: Date, now: Date, language: "fr" | "en"): string {
  return at.toDateString() === now.toDateString() ? timeOfDay(at, language) : shortDay(at, now, language);
}
