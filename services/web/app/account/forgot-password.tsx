import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiForm } from "../state/api-form.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { SubmitButton } from "../ui/button.tsx";
import { LineField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { emailProblem, problemsOf } from "./checks.ts";
import { Door } from "./door.tsx";

/** R40: asks for a link to choose another password, and says the same whether or not there is such an account. */
export function ForgotPassword() {
  const words = useWords();
  const { account } = words;
  const [email, setEmail] = useState("");
  const [isDone, setIsDone] = useState(false);
  const form = useApiForm({
    check: () => problemsOf({ email: emailProblem(email, words) }),
    send: () => pageContext().api.POST("/v1/auth/forgot-password", { body: { email: email.trim() } }),
    onDone: () => setIsDone(true),
  });
  if (isDone) {
    return (
      <Door title={account.forgotDoneTitle}>
        <p className="type-lead mt-16" role="status">
          {account.forgotDoneText({ email: email.trim() })}
        </p>
        <p className="mt-16 text-ink-soft">{account.checkMailHint}</p>
        <p className="mt-24">
          <Link to="/login">{account.backToLogin}</Link>
        </p>
      </Door>
    );
  }
  return (
    <Door title={account.forgotTitle}>
      <p className="mt-16">{account.forgotText}</p>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.sending}>
            {account.forgotButton}
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
      </Form>
      <p className="mt-16 border-t border-line pt-16">
        <Link to="/login">{account.backToLogin}</Link>
      </p>
    </Door>
  );
}
