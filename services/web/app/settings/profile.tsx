import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Account } from "@vc/client";
import { useState } from "react";
import { problemsOf } from "../account/checks.ts";
import { count } from "../format/numbers.ts";
import { PageHeading } from "../layout/page.tsx";
import { addresses, slugOf } from "../state/addresses.ts";
import { useApiForm } from "../state/api-form.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { announceSession } from "../state/session.ts";
import { SubmitButton } from "../ui/button.tsx";
import { LineField, RadioPair, TextField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { Text } from "../ui/text.tsx";
import { useAppWords } from "../words/app-words.ts";
import { rememberLanguage } from "./remember-language.ts";

const MAX_BIO = 2_000;

/** R36, R40: the name, the presentation and the language of a person. */
export function Profile() {
  const { settings } = useAppWords();
  const { common } = useWords();
  const me = useQuery(queries.me());
  return (
    <>
      <title>{common.pageTitle({ title: settings.profileTitle })}</title>
      <header className="page-head">
        <PageHeading>{settings.profileTitle}</PageHeading>
        <p className="type-lead">{settings.profileLead}</p>
      </header>
      <QueryView query={me} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(account) => <ProfileForm account={account} />}
      </QueryView>
    </>
  );
}

function ProfileForm({ account }: { account: Account }) {
  const { settings } = useAppWords();
  const words = useWords();
  const language = useLanguage();
  const client = useQueryClient();
  const [displayName, setDisplayName] = useState(account.displayName);
  const [bio, setBio] = useState(account.bio);
  const [locale, setLocale] = useState(account.locale);
  const [isSaved, setIsSaved] = useState(false);
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setIsSaved(false);
      set(value);
    };
  const form = useApiForm({
    check: () =>
      problemsOf({
        displayName: displayName.trim() === "" ? words.account.fieldProblems.nameMissing : undefined,
      }),
    send: () =>
      pageContext().api.PATCH("/v1/me", {
        body: { displayName: displayName.trim(), bio: bio.trim(), locale },
      }),
    pathWords: { displayName: settings.publicWords, bio: settings.publicWords },
    onDone: async (saved) => {
      client.setQueryData(queries.me().queryKey, saved);
      announceSession();
      setIsSaved(true);
      // A document has one language: another one is another document.
      if (saved.locale !== language) rememberLanguage(saved.locale);
    },
  });
  return (
    <div className="settings-columns">
      <div>
        <Form
          form={form}
          button={
            <SubmitButton isBusy={form.isSending} busyLabel={words.account.saving}>
              {settings.save}
            </SubmitButton>
          }
        >
          <LineField
            name="displayName"
            label={words.account.displayName}
            autoComplete="nickname"
            value={displayName}
            onChange={changing(setDisplayName)}
          />
          <TextField
            name="bio"
            label={settings.bio}
            hint={settings.bioHint({ left: count(MAX_BIO - bio.length, language) })}
            maximum={MAX_BIO}
            isOptional
            value={bio}
            onChange={changing(setBio)}
          />
          <RadioPair
            name="locale"
            label={words.account.language}
            value={locale}
            onChange={changing(setLocale)}
            options={[
              { value: "fr", label: words.account.french },
              { value: "en", label: words.account.english },
            ]}
          />
        </Form>
        <p className="saved" role="status">
          {isSaved && settings.saved}
        </p>
      </div>
      <aside className="settings-preview" aria-labelledby="preview">
        <h2 id="preview">{settings.preview}</h2>
        <p className="hint">{settings.previewText}</p>
        <div className="card-notch">
          <p className="settings-person">
            <span className="avatar avatar-large" aria-hidden="true">
              {displayName.trim().slice(0, 1)}
            </span>
            <b className="type-h3">{displayName}</b>
          </p>
          {bio.trim() === "" ? <p className="text-ink-soft">{settings.noBio}</p> : <Text text={bio} />}
        </div>
        <p className="flex">
          <Link
            className="action"
            to={addresses[language].seller}
            params={{ slug: slugOf(account.displayName, account.id) }}
          >
            {settings.publicProfile}
          </Link>
        </p>
      </aside>
    </div>
  );
}
