import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { AccountExport } from "@vc/client";
import { useId, useState } from "react";
import { moment } from "../format/dates.ts";
import { helpSlug } from "../help/help-slugs.ts";
import { PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useApiForm } from "../state/api-form.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { Dialog } from "../ui/dialog.tsx";
import { PasswordField } from "../ui/fields.tsx";
import { saveBlob } from "../ui/files.tsx";
import { Form } from "../ui/form.tsx";
import { useAppWords } from "../words/app-words.ts";

/** R42: a copy of a person's data, and the end of the account. */
export function OwnData() {
  const { settings } = useAppWords();
  const { common } = useWords();
  return (
    <>
      <title>{common.pageTitle({ title: settings.dataTitle })}</title>
      <header className="page-head">
        <PageHeading>{settings.dataTitle}</PageHeading>
      </header>
      <div className="settings-parts">
        <Export />
        <Closing />
      </div>
    </>
  );
}

/** Where this browser keeps the id of the copy that it asked for. */
const EXPORT_KEY = "vc.export";
const REREAD_MS = 2_000;

function Export() {
  const { settings } = useAppWords();
  const [id, setId] = useState(() => localStorage.getItem(EXPORT_KEY));
  const form = useApiForm({
    check: () => ({}),
    send: () => pageContext().api.POST("/v1/me/exports"),
    onDone: (started) => {
      localStorage.setItem(EXPORT_KEY, started.id);
      setId(started.id);
    },
  });
  const copy = useQuery({
    ...queries.dataExport(id ?? ""),
    enabled: id !== null,
    refetchInterval: ({ state }) =>
      state.data?.status === "ready" || state.error !== null ? false : REREAD_MS,
  });
  // One that has expired is none.
  const isThere = id !== null && !copy.isError;
  return (
    <section className="settings-part" aria-labelledby="export">
      <div>
        <h2 id="export">{settings.exportTitle}</h2>
        <p className="text-ink-soft">{settings.exportText}</p>
      </div>
      <div className="export-state">
        <div role="status">
          {isThere && copy.data?.status !== "ready" && <p>{settings.exportCollecting}</p>}
          {isThere && copy.data?.status === "ready" && <ReadyCopy copy={copy.data} />}
        </div>
        {!isThere && (
          <Form
            form={form}
            button={
              <button className="button button-plain" type="submit" aria-disabled={form.isSending}>
                <span aria-live="polite">{form.isSending ? settings.working : settings.exportStart}</span>
              </button>
            }
          >
            {null}
          </Form>
        )}
      </div>
    </section>
  );
}

function ReadyCopy({ copy }: { copy: AccountExport }) {
  const { settings } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  return (
    <div className="grid gap-12">
      <p>
        <b>{settings.exportReady}</b>{" "}
        {settings.exportUntil({ moment: moment(new Date(copy.expiresAt), now, language) })}
      </p>
      <p className="flex">
        <button
          className="button"
          type="button"
          onClick={() =>
            saveBlob(
              new Blob([JSON.stringify(copy.parts, null, 2)], { type: "application/json" }),
              settings.exportFile,
            )
          }
        >
          {settings.exportDownload}
        </button>
      </p>
    </div>
  );
}

function Closing() {
  const { settings } = useAppWords();
  const language = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className="settings-part" aria-labelledby="closing">
      <div>
        <h2 id="closing">{settings.closeTitle}</h2>
        <p className="text-ink-soft">{settings.closeText}</p>
        <p>
          <Link to={addresses[language].helpArticle} params={{ article: helpSlug("ownData", language) }}>
            {settings.more}
          </Link>
        </p>
      </div>
      <div>
        <button className="button button-plain" type="button" onClick={() => setIsOpen(true)}>
          {settings.close}
        </button>
      </div>
      {isOpen && <CloseDialog onClose={() => setIsOpen(false)} />}
    </section>
  );
}

function CloseDialog({ onClose }: { onClose: () => void }) {
  const { settings, order } = useAppWords();
  const { account } = useWords();
  const [password, setPassword] = useState("");
  const [hasOpenOrders, setHasOpenOrders] = useState(false);
  const goes = useId();
  const stays = useId();
  const form = useApiForm({
    check: () => (password === "" ? { password: account.fieldProblems.passwordMissing } : {}),
    send: async () => {
      const answer = await pageContext().api.DELETE("/v1/me", { body: { password } });
      setHasOpenOrders(answer.error?.code === "open_orders");
      return answer;
    },
    onDone: async () => {
      await pageContext().api.logOut();
      location.assign("/");
    },
    fieldWords: { open_orders: { words: settings.openOrders } },
    pathWords: { password: settings.wrongPassword },
  });
  return (
    <Dialog title={settings.closeTitle} closeLabel={order.dialog.close} onClose={onClose}>
      <div className="dialog-form">
        <p>{settings.closeText}</p>
        <div className="closing-lists">
          <section aria-labelledby={goes}>
            <h3 className="type-h4" id={goes}>
              {settings.closeGoes}
            </h3>
            <ul className="list-disc pl-24">
              {settings.closeGoesList.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
          <section aria-labelledby={stays}>
            <h3 className="type-h4" id={stays}>
              {settings.closeStays}
            </h3>
            <ul className="list-disc pl-24">
              {settings.closeStaysList.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </section>
        </div>
        <Form
          form={form}
          button={
            <footer className="dialog-foot mt-24">
              <button className="button button-danger" type="submit" aria-disabled={form.isSending}>
                <span aria-live="polite">{form.isSending ? settings.working : settings.closeForGood}</span>
              </button>
              <button className="button button-plain" type="button" onClick={onClose}>
                {settings.keep}
              </button>
            </footer>
          }
        >
          <PasswordField
            name="password"
            label={settings.yourPassword}
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          {hasOpenOrders && (
            <p className="flex flex-wrap gap-12">
              <Link to="/purchases">{settings.toPurchases}</Link>
              <Link to="/sales">{settings.toSales}</Link>
            </p>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
