import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { safeNext } from "../state/addresses.ts";
import { useApiForm } from "../state/api-form.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { SubmitButton } from "../ui/button.tsx";
import { LineField, PasswordField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { emailProblem, problemsOf } from "./checks.ts";
import { Door } from "./door.tsx";
import { Promises } from "./promises.tsx";

/** R40: signs in, and says the same whether or not there is such an account. */
export function LogIn({ next }: { next: string | undefined }) {
  const words = useWords();
  const { account } = words;
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const form = useApiForm({
    check: () =>
      problemsOf({
        email: emailProblem(email, words),
        password: password === "" ? account.fieldProblems.passwordMissing : undefined,
      }),
    send: () => pageContext().api.logIn({ email: email.trim(), password }),
    onDone: ({ account: { locale } }) => {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser of the list yet.
      document.cookie = `lang=${locale}; path=/; max-age=31536000; samesite=lax`;
      // A whole new document: it speaks the account's language, and nothing of the visitor before is left in it.
      location.assign(safeNext(next));
    },
    fieldWords: { unauthenticated: { words: account.wrongLogin } },
  });
  return (
    <Door title={account.loginTitle} aside={<Promises />}>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.loggingIn}>
            {account.logIn}
          </SubmitButton>
        }
      >
        <LineField
          name="email"
          type="email"
          label={account.email}
          autoComplete="username"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          name="password"
          label={account.password}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <p className="hint">
          <Link to="/forgot-password">{account.forgot}</Link>
        </p>
      </Form>
      <p className="mt-16 border-t border-line pt-16">
        {account.noAccount}{" "}
        <Link to="/register" search={next === undefined ? {} : { next }}>
          {account.createOne}
        </Link>
      </p>
    </Door>
  );
}
