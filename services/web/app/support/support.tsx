import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Conversation, Order } from "@vc/client";
import { shortDay } from "../format/dates.ts";
import { helpArticleOf } from "../help/help-articles.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useApiForm } from "../state/api-form.ts";
import { useDraft } from "../state/drafts.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { SubmitButton } from "../ui/button.tsx";
import { TextField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { type AppWords, useAppWords } from "../words/app-words.ts";
import { aboutOf, type SupportSearch } from "./support-search.ts";

/** R38: a person who helps, from any page, and what was asked before. */
export function Support({ search }: { search: SupportSearch }) {
  const { talking } = useAppWords();
  const { common } = useWords();
  const words = wordsFor(search, talking);
  return (
    <div className="support">
      <title>{common.pageTitle({ title: words.title })}</title>
      <div>
        <header className="page-head">
          <PageHeading>{words.title}</PageHeading>
          <p className="type-lead">{words.lead}</p>
        </header>
        <Request search={search} />
      </div>
      <div className="support-side">
        <First search={search} />
        <Requests />
      </div>
    </div>
  );
}

/** What is no order of one's own is reported; an order is asked about. */
function wordsFor(
  search: SupportSearch,
  { help, report }: AppWords["talking"],
): AppWords["talking"]["report"] {
  const kind = aboutOf(search)?.kind;
  return kind === undefined || kind === "order" ? help : report;
}

function Request({ search }: { search: SupportSearch }) {
  const { talking } = useAppWords();
  const navigate = useNavigate();
  const words = wordsFor(search, talking);
  const limits = useQuery(queries.conversationLimits()).data;
  const about = aboutOf(search);
  const title = useTitle(search);
  const [text, setText] = useDraft(`support.${about?.id ?? ""}`);
  const form = useApiForm({
    check: () => (text.trim() === "" ? { text: words.missing } : {}),
    send: () =>
      pageContext().api.POST("/v1/conversations", {
        body: {
          kind: "support",
          text: text.trim(),
          ...(about === undefined ? {} : { about }),
        },
      }),
    onDone: async ({ id }) => {
      setText("");
      await navigate({ to: "/conversations/$conversationId", params: { conversationId: id } });
    },
  });
  return (
    <Form
      form={form}
      button={
        <SubmitButton isBusy={form.isSending} busyLabel={talking.sending}>
          {words.send}
        </SubmitButton>
      }
    >
      {title !== undefined && (
        <p className="support-about">
          <Icon name="attach" />
          <span>
            <span className="text-ink-soft">{words.about}</span> <b>{title}</b>
          </span>
        </p>
      )}
      <TextField
        name="text"
        label={words.label}
        hint={words.hint}
        maximum={limits?.maxMessageLength}
        value={text}
        onChange={setText}
      />
    </Form>
  );
}

/** The name of what the request is about, where the person may read it. */
function useTitle({ order, listing, seller, conversation }: SupportSearch): string | undefined {
  const { talking } = useAppWords();
  const orders = useQuery({ ...queries.order(order ?? ""), enabled: order !== undefined });
  const listings = useQuery({ ...queries.listing(listing ?? ""), enabled: listing !== undefined });
  const sellers = useQuery({ ...queries.seller(seller ?? ""), enabled: seller !== undefined });
  const talks = useQuery({ ...queries.talk(conversation ?? ""), enabled: conversation !== undefined });
  return (
    orders.data?.listing.title ??
    listings.data?.title ??
    sellers.data?.displayName ??
    (talks.data === undefined ? undefined : talks.data.subject?.title || talking.title)
  );
}

/** What may answer at once: the article of the order's state, and the help centre. It never stands in the way. */
function First({ search }: { search: SupportSearch }) {
  const { talking } = useAppWords();
  const language = useLanguage();
  const places = addresses[language];
  const order = useQuery({ ...queries.order(search.order ?? ""), enabled: search.order !== undefined }).data;
  return (
    <section className="panel" aria-labelledby="first">
      <h2 className="type-h3 mb-8" id="first">
        {talking.help.first}
      </h2>
      <ul className="grid gap-8">
        {order !== undefined && (
          <li>
            <StateArticleLink order={order} />
          </li>
        )}
        <li>
          <Link to={places.help}>{talking.help.centre}</Link>
        </li>
      </ul>
    </section>
  );
}

function StateArticleLink({ order }: { order: Order }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const accountId = useQuery(queries.me()).data?.id;
  const role = order.seller.id === accountId ? "seller" : "buyer";
  return (
    <Link
      to={addresses[language].helpArticle}
      params={{ article: helpSlug(helpArticleOf(order, role), language) }}
    >
      {words.explain}
    </Link>
  );
}

function Requests() {
  const { talking } = useAppWords();
  const list = useInfiniteQuery(queries.conversations("support"));
  if (list.data === undefined || list.data.length === 0) return null;
  return (
    <section aria-labelledby="requests">
      <h2 className="type-h3 mb-8" id="requests">
        {talking.help.mine}
      </h2>
      <ul className="support-requests">
        {list.data.map((conversation) => (
          <RequestRow key={conversation.id} conversation={conversation} />
        ))}
      </ul>
      <MoreButton list={list} />
    </section>
  );
}

function RequestRow({ conversation: { id, lastMessage, subject, support } }: { conversation: Conversation }) {
  const { talking } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  return (
    <li>
      <Link to="/conversations/$conversationId" params={{ conversationId: id }}>
        {subject?.title || lastMessage?.text || talking.aboutSupport}
      </Link>
      <p className="type-small text-ink-soft">
        {support !== null && talking.help.states[support.state]}
        {lastMessage !== null && ` · ${shortDay(new Date(lastMessage.at), now, language)}`}
      </p>
    </li>
  );
}
