import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Account } from "@vc/client";
import { type ReactNode, useState } from "react";
import { emailProblem, newPasswordProblem, PASSWORD_MINIMUM, problemsOf } from "../account/checks.ts";
import { PageHeading } from "../layout/page.tsx";
import { useApiForm } from "../state/api-form.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { SubmitButton } from "../ui/button.tsx";
import { LineField, PasswordField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";

/** R40: how a person signs in: the address, the password, and the sessions. */
export function Security() {
  const { settings } = useAppWords();
  const { common } = useWords();
  const me = useQuery(queries.me());
  return (
    <>
      <title>{common.pageTitle({ title: settings.securityTitle })}</title>
      <header className="page-head">
        <PageHeading>{settings.securityTitle}</PageHeading>
      </header>
      <QueryView query={me} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(account) => (
          <div className="settings-parts">
            <Email account={account} />
            <Password />
            <Sessions />
          </div>
        )}
      </QueryView>
    </>
  );
}

function Part({
  id,
  title,
  text,
  children,
}: {
  id: string;
  title: string;
  text: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="settings-part" aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        <div className="text-ink-soft">{text}</div>
      </div>
      <div>{children}</div>
    </section>
  );
}

function Email({ account }: { account: Account }) {
  const { settings } = useAppWords();
  const words = useWords();
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const form = useApiForm({
    check: () =>
      problemsOf({
        email: emailProblem(email, words),
        password: password === "" ? words.account.fieldProblems.passwordMissing : undefined,
      }),
    send: () => pageContext().api.POST("/v1/me/change-email", { body: { email: email.trim(), password } }),
    onDone: async () => {
      setEmail("");
      setPassword("");
      await client.invalidateQueries({ queryKey: queries.me().queryKey });
    },
    fieldWords: { email_taken: { field: "email", words: words.account.fieldProblems.emailTaken } },
    pathWords: { password: settings.wrongPassword },
  });
  return (
    <Part
      id="email-part"
      title={settings.emailTitle}
      text={
        <>
          <p>{settings.emailNow({ email: account.email })}</p>
          <p className={account.emailVerified ? "settings-good" : "settings-open"}>
            <Icon name={account.emailVerified ? "check" : "warning"} />
            {account.emailVerified ? settings.emailConfirmed : settings.emailToConfirm}
          </p>
          {account.pendingEmail !== null && (
            <p className="order-overlay mt-12">{settings.emailPending({ email: account.pendingEmail })}</p>
          )}
          {(!account.emailVerified || account.pendingEmail !== null) && <SendAgain />}
        </>
      }
    >
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={settings.working}>
            {settings.changeEmail}
          </SubmitButton>
        }
      >
        <LineField
          name="email"
          type="email"
          label={settings.newEmail}
          autoComplete="email"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          name="password"
          label={settings.yourPassword}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Part>
  );
}

function SendAgain() {
  const { settings } = useAppWords();
  const [isSent, setIsSent] = useState(false);
  const form = useApiForm({
    check: () => ({}),
    send: () => pageContext().api.POST("/v1/auth/resend-verification"),
    onDone: () => setIsSent(true),
  });
  return (
    <Form
      form={form}
      button={
        <button className="action" type="submit" aria-disabled={form.isSending}>
          <span aria-live="polite">{isSent ? settings.sentAgain : settings.sendAgain}</span>
        </button>
      }
    >
      {null}
    </Form>
  );
}

/** All sessions have ended: signing in again begins a document that knows nothing of the old one. */
async function signOutHere(): Promise<void> {
  await pageContext().api.logOut();
  location.assign(`/login?next=${encodeURIComponent("/account/security")}`);
}

function Password() {
  const { settings } = useAppWords();
  const words = useWords();
  const { account } = words;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const form = useApiForm({
    check: () =>
      problemsOf({
        currentPassword: current === "" ? account.fieldProblems.passwordMissing : undefined,
        newPassword: newPasswordProblem(next, words),
      }),
    send: () =>
      pageContext().api.POST("/v1/me/change-password", {
        body: { currentPassword: current, newPassword: next },
      }),
    onDone: signOutHere,
    pathWords: { currentPassword: settings.wrongPassword },
  });
  return (
    <Part id="password-part" title={settings.passwordTitle} text={<p>{settings.passwordText}</p>}>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.saving}>
            {settings.changePassword}
          </SubmitButton>
        }
      >
        <PasswordField
          name="currentPassword"
          label={settings.currentPassword}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          name="newPassword"
          label={account.newPassword}
          autoComplete="new-password"
          minimum={PASSWORD_MINIMUM}
          hint={account.passwordHint({ minimum: PASSWORD_MINIMUM, missing: PASSWORD_MINIMUM - next.length })}
          value={next}
          onChange={setNext}
        />
      </Form>
    </Part>
  );
}

function Sessions() {
  const { settings } = useAppWords();
  const form = useApiForm({
    check: () => ({}),
    send: () => pageContext().api.POST("/v1/auth/logout-all"),
    onDone: signOutHere,
  });
  return (
    <Part id="sessions-part" title={settings.sessionsTitle} text={<p>{settings.sessionsText}</p>}>
      <Form
        form={form}
        button={
          <button className="button button-plain" type="submit" aria-disabled={form.isSending}>
            <span aria-live="polite">{form.isSending ? settings.working : settings.endSessions}</span>
          </button>
        }
      >
        {null}
      </Form>
    </Part>
  );
}
