import { useQuery } from "@tanstack/react-query";
import type { Conversation } from "@vc/client";
import { duration } from "../format/dates.ts";
import { useLanguage } from "../state/language.tsx";
import { useOutbox } from "../state/outbox.ts";
import { queries } from "../state/queries.ts";
import { Composer } from "../talking/composer.tsx";
import { Thread } from "../talking/thread.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { OrderScene } from "./use-order.ts";

/** R37: the conversation of an order, open beside the work from payment until some time after the end. */
export function Talk({ scene }: { scene: OrderScene }) {
  const { order: words, talking } = useAppWords();
  const language = useLanguage();
  const limits = useQuery(queries.conversationLimits()).data;
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
        {limits !== undefined && (
          <p>{talking.openUntil({ span: duration(limits.openAfterOrderMs, language) })}</p>
        )}
      </header>
      {conversation ? (
        <Open conversation={conversation} scene={scene} />
      ) : (
        <p className="text-ink-soft">{talking.notYet}</p>
      )}
    </section>
  );
}

function Open({ conversation, scene }: { conversation: Conversation; scene: OrderScene }) {
  const { talking } = useAppWords();
  const accountId = scene.order[scene.role].id;
  const outbox = useOutbox(conversation.id, accountId);
  return (
    <>
      <Thread conversation={conversation} accountId={accountId} outbox={outbox} />
      {conversation.open ? (
        <Composer conversationId={conversation.id} other={scene.facts.other} outbox={outbox} />
      ) : (
        <p className="text-ink-soft">{talking.closed}</p>
      )}
    </>
  );
}
