import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Notification } from "@vc/client";
import { dayHeading, timeOfDay } from "../format/dates.ts";
import { withMarksKept } from "../format/marks.ts";
import { PageHeading } from "../layout/page.tsx";
import { safeNext } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { noticeKinds } from "./notice-kinds.ts";

/** R39: what concerned the person, by day; what is opened is read. */
export function Notifications() {
  const { notices: words } = useAppWords();
  const { common } = useWords();
  const list = useInfiniteQuery(queries.notifications());
  const unread = useQuery(queries.unreadNotifications()).data?.count;
  const markRead = useMarkRead();
  return (
    <div className="narrow">
      <title>{common.pageTitle({ title: words.title })}</title>
      <header className="page-head">
        <PageHeading>{words.title}</PageHeading>
        <div className="notices-bar">
          <p role="status">
            {unread !== undefined && (unread === 0 ? words.allRead : words.unread({ count: unread }))}
          </p>
          {unread !== undefined && unread > 0 && (
            <button className="action" type="button" onClick={() => void markRead({ all: true })}>
              {words.markAll}
            </button>
          )}
          <Link className="action" to="/account/notifications">
            {words.settings}
          </Link>
        </div>
      </header>
      <QueryView query={list} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              text={words.empty}
              link={
                <Link className="button" to="/account/notifications">
                  {words.settings}
                </Link>
              }
            />
          ) : (
            <>
              <Days items={items} onOpen={(id) => void markRead({ ids: [id] })} />
              <MoreButton list={list} />
            </>
          )
        }
      </QueryView>
    </div>
  );
}

/** Marks as read, here at once: what the API refuses is read again. */
function useMarkRead() {
  const client = useQueryClient();
  return async (which: { ids: string[] } | { all: true }): Promise<void> => {
    await pageContext()
      .api.POST("/v1/notifications/read", { body: which })
      .catch(() => undefined);
    await Promise.all([
      client.invalidateQueries({ queryKey: ["notifications"] }),
      client.invalidateQueries({ queryKey: ["unread", "notifications"] }),
    ]);
  };
}

function Days({ items, onOpen }: { items: readonly Notification[]; onOpen: (id: string) => void }) {
  const language = useLanguage();
  const days = Map.groupBy(items, ({ createdAt }) => dayHeading(new Date(createdAt), language));
  return [...days].map(([day, notices]) => (
    <section key={day} className="notices-day" aria-label={day}>
      <h2>{day}</h2>
      <ul>
        {notices.map((notice) => (
          <Notice key={notice.id} notice={notice} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  ));
}

function Notice({ notice, onOpen }: { notice: Notification; onOpen: (id: string) => void }) {
  const { notices: words } = useAppWords();
  const language = useLanguage();
  const { id, kind, title, text, link, readAt, createdAt } = notice;
  const isNew = readAt === null;
  const open = () => {
    if (isNew) onOpen(id);
  };
  const content = (
    <>
      <Icon name={noticeKinds[kind].icon} className="icon-large" />
      <span className="notice-text">
        <b>{withMarksKept(title)}</b>
        <span>{withMarksKept(text)}</span>
      </span>
      <span className="notice-at">
        <time dateTime={createdAt}>{timeOfDay(new Date(createdAt), language)}</time>
        {isNew && (
          <span className="notice-dot">
            <span className="sr-only">{words.isNew}</span>
          </span>
        )}
      </span>
    </>
  );
  return (
    <li className={isNew ? "notice notice-new" : "notice"}>
      {link === null ? (
        <button className="notice-face" type="button" onClick={open}>
          {content}
        </button>
      ) : (
        // The API names any page of ours, which types cannot know.
        <Link className="notice-face" to={safeNext(link)} onClick={open}>
          {content}
        </Link>
      )}
    </li>
  );
}
