import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiForm } from "../state/api-form.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { SubmitButton } from "../ui/button.tsx";
import { PasswordField } from "../ui/fields.tsx";
import { Form } from "../ui/form.tsx";
import { newPasswordProblem, PASSWORD_MINIMUM, problemsOf } from "./checks.ts";
import { Door } from "./door.tsx";
import { useTokenOfAddress } from "./token-of-address.ts";

/** What the link of an e-mail opened: a forgotten password, or an e-mail address that another person changed. */
type Purpose = "reset" | "undo-email-change";

/**
 * R40: chooses another password with the token of an e-mail. All sessions end by it. With the token of a changed e-mail
 * address the account has its former address again as well.
 */
export function ResetPassword({ token: given, purpose }: { token: string | undefined; purpose: Purpose }) {
  const words = useWords();
  const { account } = words;
  const said = account[purpose === "reset" ? "reset" : "undo"];
  const token = useTokenOfAddress(given);
  const [password, setPassword] = useState("");
  const [outcome, setOutcome] = useState<"open" | "done" | "spent">("open");
  const form = useApiForm({
    check: () => problemsOf({ password: newPasswordProblem(password, words) }),
    send: async () => {
      const { api } = pageContext();
      const body = { token: token ?? "", password };
      const answer =
        purpose === "reset"
          ? await api.POST("/v1/auth/reset-password", { body })
          : await api.POST("/v1/auth/undo-email-change", { body });
      const isSpent =
        answer.error?.code === "invalid_request" && !concernsPassword(answer.error.errors ?? []);
      if (isSpent) setOutcome("spent");
      return answer;
    },
    onDone: () => setOutcome("done"),
  });
  if (outcome === "done") {
    return (
      <Door title={said.doneTitle}>
        <p className="type-lead mt-16" role="status">
          {said.doneText}
        </p>
        <p className="mt-24 flex">
          <Link className="button" to="/login">
            {account.logIn}
          </Link>
        </p>
      </Door>
    );
  }
  if (token === undefined || outcome === "spent") {
    return (
      <Door title={account.linkSpentTitle}>
        <p className="type-lead mt-16">{said.spentText}</p>
        <p className="mt-24 flex">
          <Link className="button" to="/forgot-password">
            {account.forgotButton}
          </Link>
        </p>
      </Door>
    );
  }
  return (
    <Door title={said.title}>
      <p className="type-lead mt-16">{said.text}</p>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.saving}>
            {said.button}
          </SubmitButton>
        }
      >
        <PasswordField
          name="password"
          label={account.newPassword}
          autoComplete="new-password"
          minimum={PASSWORD_MINIMUM}
          hint={account.passwordHint({
            minimum: PASSWORD_MINIMUM,
            missing: PASSWORD_MINIMUM - password.length,
          })}
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Door>
  );
}

function concernsPassword(errors: readonly { readonly path: string }[]): boolean {
  return errors.some(({ path }) => path === "password");
}
