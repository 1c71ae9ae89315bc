import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageHeading } from "../layout/page.tsx";
import { useApiForm } from "../state/api-form.ts";
import { useDraft } from "../state/drafts.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { SubmitButton } from "../ui/button.tsx";
import { TextField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";
import { looksLikeContact } from "./masked.ts";

const shape = <div className="shape shape-panel" aria-hidden="true" />;

/** R1: a question to a seller, from a listing or from the profile. It is no order. */
export function Ask({ listing, seller }: { listing?: string; seller?: string }) {
  return listing === undefined ? (
    <AskSeller sellerId={seller ?? ""} />
  ) : (
    <AskAboutListing listingId={listing} />
  );
}

function AskAboutListing({ listingId }: { listingId: string }) {
  const { talking } = useAppWords();
  const listing = useQuery(queries.listing(listingId));
  return (
    <QueryView query={listing} shape={shape}>
      {({ title, seller }) => (
        <Question
          name={seller.displayName}
          draft={listingId}
          open={(text) => openInquiry({ listingId }, text)}
        >
          <p className="type-lead">{talking.ask.about({ title })}</p>
        </Question>
      )}
    </QueryView>
  );
}

function AskSeller({ sellerId }: { sellerId: string }) {
  const seller = useQuery(queries.seller(sellerId));
  return (
    <QueryView query={seller} shape={shape}>
      {({ displayName }) => (
        <Question name={displayName} draft={sellerId} open={(text) => openInquiry({ sellerId }, text)} />
      )}
    </QueryView>
  );
}

function openInquiry(about: { listingId: string } | { sellerId: string }, text: string) {
  return pageContext().api.POST("/v1/conversations", { body: { kind: "inquiry", ...about, text } });
}

function Question({
  name,
  draft,
  open,
  children,
}: {
  name: string;
  draft: string;
  open: (text: string) => ReturnType<typeof openInquiry>;
  children?: ReactNode;
}) {
  const { talking } = useAppWords();
  const { common } = useWords();
  const navigate = useNavigate();
  const limits = useQuery(queries.conversationLimits()).data;
  const [text, setText] = useDraft(`ask.${draft}`);
  const words = talking.ask;
  const form = useApiForm({
    check: () => (text.trim() === "" ? { text: words.missing } : {}),
    send: () => open(text.trim()),
    onDone: async ({ id }) => {
      setText("");
      await navigate({ to: "/conversations/$conversationId", params: { conversationId: id } });
    },
  });
  return (
    <div className="narrow">
      <title>{common.pageTitle({ title: words.title({ name }) })}</title>
      <header className="page-head">
        <PageHeading>{words.title({ name })}</PageHeading>
        {children}
        <p className="text-ink-soft">{words.lead}</p>
      </header>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={talking.sending}>
            {words.send}
          </SubmitButton>
        }
      >
        <TextField
          name="text"
          label={words.label}
          hint={looksLikeContact(text) ? talking.wouldMask : talking.hint}
          maximum={limits?.maxMessageLength}
          value={text}
          onChange={setText}
        />
      </Form>
    </div>
  );
}
