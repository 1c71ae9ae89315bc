import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApiForm } from "../state/api-form.ts";
import { useLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { announceSession } from "../state/session.ts";
import { SubmitButton } from "../ui/button.tsx";
import { LineField, PasswordField, RadioPair } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { emailProblem, newPasswordProblem, PASSWORD_MINIMUM, problemsOf } from "./checks.ts";
import { Door } from "./door.tsx";
import { Promises } from "./promises.tsx";
import { rememberNext } from "./waiting.ts";

/** R40: opens an account, which is signed in at once; its address is confirmed by an e-mail. */
export function Register({ next }: { next: string | undefined }) {
  const words = useWords();
  const { account } = words;
  const navigate = useNavigate();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [locale, setLocale] = useState(useLanguage());
  const form = useApiForm({
    check: () =>
      problemsOf({
        email: emailProblem(email, words),
        password: newPasswordProblem(password, words),
        displayName: displayName.trim() === "" ? account.fieldProblems.nameMissing : undefined,
      }),
    send: () =>
      pageContext().api.register({ email: email.trim(), password, displayName: displayName.trim(), locale }),
    onDone: async () => {
      rememberNext(next);
      announceSession();
      await navigate({ to: "/verify-email" });
    },
    fieldWords: { email_taken: { field: "email", words: account.fieldProblems.emailTaken } },
  });
  return (
    <Door title={account.registerTitle} aside={<Promises />}>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.creating}>
            {account.createAccount}
          </SubmitButton>
        }
      >
        <LineField
          name="email"
          type="email"
          label={account.email}
          autoComplete="email"
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          name="password"
          label={account.password}
          autoComplete="new-password"
          minimum={PASSWORD_MINIMUM}
          hint={account.passwordHint({
            minimum: PASSWORD_MINIMUM,
            missing: PASSWORD_MINIMUM - password.length,
          })}
          value={password}
          onChange={setPassword}
        />
        <LineField
          name="displayName"
          label={account.displayName}
          hint={account.displayNameHint}
          autoComplete="nickname"
          value={displayName}
          onChange={setDisplayName}
        />
        <RadioPair
          name="locale"
          label={account.language}
          value={locale}
          onChange={setLocale}
          options={[
            { value: "fr", label: account.french },
            { value: "en", label: account.english },
          ]}
        />
      </Form>
      <p className="mt-16 border-t border-line pt-16">
        {account.haveAccount}{" "}
        <Link to="/login" search={next === undefined ? {} : { next }}>
          {account.logIn}
        </Link>
      </p>
    </Door>
  );
}
