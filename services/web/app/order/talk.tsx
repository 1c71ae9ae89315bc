import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Conversation, Message } from "@vc/client";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { dayHeading, timeOfDay } from "../format/dates.ts";
import { useDraft } from "../state/drafts.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { FileList } from "../ui/files.tsx";
import { Icon } from "../ui/icon.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { OrderScene } from "./use-order.ts";

/** R37: the conversation of an order, open beside the work from payment until 30 days after the end. */
export function Talk({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const { order } = scene;
  const { data: conversation } = useQuery({
    ...queries.conversation(order.id),
    enabled: order.paidAt !== null,
    // The event that opens it follows the payment.
    refetchInterval: ({ state }) => (state.data === null ? 2_000 : false),
  });
  return (
    <section id="talk" aria-labelledby="talk-heading">
      <header className="section-head">
        <h2 id="talk-heading">{words.talk}</h2>
        <p>{words.messages.openUntil}</p>
      </header>
      {conversation ? (
        <>
          <Thread conversation={conversation} scene={scene} />
          {conversation.open ? (
            <Composer conversation={conversation} scene={scene} />
          ) : (
            <p className="text-ink-soft">{words.messages.closed}</p>
          )}
        </>
      ) : (
        <p className="text-ink-soft">{words.messages.notYet}</p>
      )}
    </section>
  );
}

function Thread({ conversation, scene }: { conversation: Conversation; scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { data } = useQuery(queries.messages(conversation.id));
  const messages = (data?.items ?? []).toReversed();
  useMarkRead(conversation.id, messages.at(-1)?.id);
  if (data !== undefined && messages.length === 0) {
    return <p className="text-ink-soft">{words.messages.none}</p>;
  }
  const mine = scene.order[scene.role].id;
  return (
    <ol className="thread-list">
      {messages.map((message, index) => {
        const heading = dayHeading(new Date(message.at), language);
        const before = messages[index - 1];
        const isNewDay = before === undefined || dayHeading(new Date(before.at), language) !== heading;
        return (
          <MessageItem
            key={message.id}
            message={message}
            isMine={message.senderId === mine}
            heading={isNewDay ? heading : null}
            conversation={conversation}
          />
        );
      })}
    </ol>
  );
}

function MessageItem({
  message,
  isMine,
  heading,
  conversation,
}: {
  message: Message;
  isMine: boolean;
  heading: string | null;
  conversation: Conversation;
}) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const sender = conversation.participants.find(({ id }) => id === message.senderId)?.displayName;
  return (
    <>
      {heading !== null && (
        <li className="thread-day">
          <span>{heading}</span>
        </li>
      )}
      <li className={isMine ? "message message-mine" : "message"}>
        <p className="message-by">
          {isMine ? words.you : (sender ?? words.mediator)}
          <time dateTime={message.at}>{timeOfDay(new Date(message.at), language)}</time>
        </p>
        <div className="message-bubble">
          <p className="whitespace-pre-line">{message.text}</p>
          {message.files.length > 0 && (
            <FileList
              files={message.files}
              addressOf={({ id }) => `/v1/conversations/${conversation.id}/files/${id}`}
            />
          )}
          {message.masked.length > 0 && (
            <p className="message-masked">
              <Icon name="eye-slash" /> {words.messages.masked}
            </p>
          )}
        </div>
      </li>
    </>
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

function Composer({ conversation, scene }: { conversation: Conversation; scene: OrderScene }) {
  const { order: words } = useAppWords();
  const { problems, states } = useWords();
  const client = useQueryClient();
  const [text, setText] = useDraft(`message.${conversation.id}`);
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending || text.trim() === "") return;
    setIsSending(true);
    setProblem(undefined);
    const conversationId = conversation.id;
    const answer = await pageContext()
      .api.POST("/v1/conversations/{conversationId}/messages", {
        params: { path: { conversationId } },
        body: { text: text.trim() },
      })
      .catch(() => undefined);
    setIsSending(false);
    if (answer?.data === undefined) {
      setProblem(answer === undefined ? states.noAnswer : problems[answer.error.code]);
      return;
    }
    setText("");
    await client.invalidateQueries({ queryKey: ["messages", conversationId] });
  }

  return (
    <form className="composer" onSubmit={(event) => void send(event)}>
      <label htmlFor="message">{words.messages.label({ other: scene.facts.other })}</label>
      <div className="composer-box">
        <textarea
          id="message"
          rows={2}
          maxLength={10_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby="message-hint"
        />
        <div>
          <button className="button" type="submit" aria-disabled={isSending}>
            <span aria-live="polite">{isSending ? words.messages.sending : words.messages.send}</span>
          </button>
        </div>
      </div>
      <div role="alert">
        {problem !== undefined && (
          <p className="field-error">
            <Icon name="warning" />
            {problem}
          </p>
        )}
      </div>
      <p className="hint" id="message-hint">
        {words.messages.hint}
      </p>
    </form>
  );
}
