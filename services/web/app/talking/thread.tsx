import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Conversation, Message } from "@vc/client";
import { useEffect, useRef, useState } from "react";
import { dayHeading, timeOfDay } from "../format/dates.ts";
import { withMarksKept } from "../format/marks.ts";
import { nameIn } from "../format/names.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import type { Outbox, Outgoing } from "../state/outbox.ts";
import { type Language, pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { FileList } from "../ui/files.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { useAppWords } from "../words/app-words.ts";
import { partsOf } from "./masked.ts";

/**
 * R37: what was written in a conversation, with what is new since the person looked last, how far the other side has read,
 * and what is still on its way. What is on the screen is marked as read.
 *
 * @param startsAtEnd the page begins at the last message
 */
export function Thread({
  conversation,
  accountId,
  outbox,
  startsAtEnd = false,
}: {
  conversation: Conversation;
  accountId: string;
  outbox: Outbox;
  startsAtEnd?: boolean;
}) {
  const { talking: words } = useAppWords();
  const language = useLanguage();
  const list = useInfiniteQuery(queries.messages(conversation.id));
  const messages = (list.data ?? []).toReversed();
  // As it was when the page was opened: looking at it makes them read.
  const [unread] = useState(conversation.unreadCount);
  const firstNew = messages.filter(({ senderId }) => senderId !== accountId).at(-unread);
  const end = useRef<HTMLDivElement>(null);
  useMarkRead(conversation.id, messages.at(-1)?.id);
  useStartAtEnd(end, startsAtEnd && messages.length > 0);
  if (list.data !== undefined && messages.length + outbox.messages.length === 0) {
    return <p className="text-ink-soft">{words.none}</p>;
  }
  const lastRead = lastReadOf(conversation, messages, accountId);
  return (
    <div role="log" aria-label={words.title}>
      <MoreButton list={list} label={words.older} className="older" />
      <ol className="thread-list">
        {messages.map((message, index) => {
          const heading = dayHeading(new Date(message.at), language);
          const before = messages[index - 1];
          const isNewDay = before === undefined || dayHeading(new Date(before.at), language) !== heading;
          return (
            <MessageItem
              key={message.id}
              message={message}
              isMine={message.senderId === accountId}
              isRead={message === lastRead}
              heading={isNewDay ? heading : null}
              newCount={unread > 0 && message === firstNew ? unread : 0}
              conversation={conversation}
            />
          );
        })}
        {outbox.messages.map((message) => (
          <OutgoingItem key={message.key} message={message} outbox={outbox} />
        ))}
      </ol>
      <div ref={end} />
    </div>
  );
}

/** The last of a person's own messages that the other side has read. */
function lastReadOf(
  conversation: Conversation,
  messages: readonly Message[],
  accountId: string,
): Message | undefined {
  const others = conversation.participants.filter(({ id }) => id !== accountId);
  const readUpTo = Math.max(0, ...others.map((other) => other.readUpTo));
  return messages.findLast(({ senderId, number }) => senderId === accountId && number <= readUpTo);
}

function MessageItem({
  message,
  isMine,
  isRead,
  heading,
  newCount,
  conversation,
}: {
  message: Message;
  isMine: boolean;
  isRead: boolean;
  heading: string | null;
  newCount: number;
  conversation: Conversation;
}) {
  const { talking: words } = useAppWords();
  const language = useLanguage();
  return (
    <>
      {heading !== null && (
        <li className="thread-day">
          <span>{heading}</span>
        </li>
      )}
      {newCount > 0 && (
        <li className="thread-day thread-new">
          <span>{words.newMessages({ count: newCount })}</span>
        </li>
      )}
      <li className={isMine ? "message message-mine" : "message"}>
        <p className="message-by">
          {isMine ? words.you : <SenderName {...senderOf(message, conversation, words, language)} />}
          <time dateTime={message.at}>{timeOfDay(new Date(message.at), language)}</time>
          {isRead && (
            <span className="message-read">
              <Icon name="checks" />
              {words.read}
            </span>
          )}
        </p>
        <div className="message-bubble">
          <MessageText message={message} />
          {message.files.length > 0 && (
            <FileList
              files={message.files}
              addressOf={({ id }) => `/v1/conversations/${conversation.id}/files/${id}`}
            />
          )}
        </div>
      </li>
    </>
  );
}

type TalkingWords = ReturnType<typeof useAppWords>["talking"];

interface Sender {
  readonly name: string;
  /** What the platform says of them, which no display name can: null for a party. */
  readonly role: string | null;
}

function senderOf(
  { senderId }: Message,
  conversation: Conversation,
  words: TalkingWords,
  language: Language,
): Sender {
  const role = conversation.kind === "support" ? words.support : words.mediator;
  const sender = conversation.participants.find(({ id }) => id === senderId);
  if (sender === undefined) return { name: role, role: null };
  return { name: nameIn(language, sender), role: sender.isStaff ? role : null };
}

function SenderName({ name, role }: Sender) {
  if (role === null) return name;
  return (
    <>
      {name}
      <span className="message-staff">
        <Icon name="seal" />
        {role}
      </span>
    </>
  );
}

/** R3: a contact detail is a label in its place, and the message says why. */
function MessageText({ message }: { message: Message }) {
  const { talking: words } = useAppWords();
  const language = useLanguage();
  const { common } = useWords();
  // A message has a text: one that has none any more went with the account of its author (R42).
  if (message.text === "") return <p className="text-ink-soft">{common.erasedText}</p>;
  return (
    <>
      <p className="whitespace-pre-line">
        {partsOf(message).map((part, index) =>
          part.kind === "text" ? (
            withMarksKept(part.text)
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change place.
            <span className="masked" key={index}>
              <Icon name="eye-slash" />
              {words.masked[part.what]}
            </span>
          ),
        )}
      </p>
      {message.masked.length > 0 && (
        <p className="message-masked">
          {words.maskedNote}{" "}
          <Link
            to={addresses[language].helpArticle}
            params={{ article: helpSlug("contactDetails", language) }}
          >
            {words.maskedWhy}
          </Link>
        </p>
      )}
    </>
  );
}

/** A message on its way: what it waits for, or why it did not go. */
function OutgoingItem({ message, outbox }: { message: Outgoing; outbox: Outbox }) {
  const { talking: words } = useAppWords();
  const { problems, states } = useWords();
  const { state, key } = message;
  return (
    <li className="message message-mine message-outgoing">
      <p className="message-by" role="status">
        {state.kind === "sending" && words.sending}
        {state.kind === "waiting" && words.waiting}
        {state.kind === "failed" && <span className="text-brique">{words.failed}</span>}
      </p>
      <div className="message-bubble">
        <p className="whitespace-pre-line">{withMarksKept(message.text)}</p>
        {message.files.map(({ id, name }) => (
          <p key={id}>
            <Icon name="attach" /> {name}
          </p>
        ))}
      </div>
      {state.kind === "failed" && (
        <div className="message-failed">
          <p>{state.code === "no_answer" ? states.noAnswer : problems[state.code]}</p>
          <button className="action" type="button" onClick={() => outbox.retry(key)}>
            {words.retry}
          </button>
          <button className="action action-quiet" type="button" onClick={() => outbox.discard(key)}>
            {words.discard}
          </button>
        </div>
      )}
    </li>
  );
}

/** What is on the screen is read. */
function useMarkRead(conversationId: string, upTo: string | undefined): void {
  const marked = useRef<string>(undefined);
  useEffect(() => {
    if (upTo === undefined || marked.current === upTo) return;
    marked.current = upTo;
    void pageContext()
      .api.POST("/v1/conversations/{conversationId}/read", {
        params: { path: { conversationId } },
        body: { upTo },
      })
      .catch(() => undefined);
  }, [conversationId, upTo]);
}

function useStartAtEnd(end: { readonly current: HTMLElement | null }, isReady: boolean): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!isReady || isDone.current) return;
    isDone.current = true;
    end.current?.scrollIntoView({ block: "end" });
  }, [end, isReady]);
}
