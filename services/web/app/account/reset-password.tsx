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

/** R40: chooses another password with the token of an e-mail. All sessions end by it. */
export function ResetPassword({ token: given }: { token: string | undefined }) {
  const words = useWords();
  const { account } = words;
  const token = useTokenOfAddress(given);
  const [password, setPassword] = useState("");
  const [outcome, setOutcome] = useState<"open" | "done" | "spent">("open");
  const form = useApiForm({
    check: () => problemsOf({ password: newPasswordProblem(password, words) }),
    send: async () => {
      const answer = await pageContext().api.POST("/v1/auth/reset-password", {
        body: { token: token ?? "", password },
      });
      const isSpent =
        answer.error?.code === "invalid_request" && !concernsPassword(answer.error.errors ?? []);
      if (isSpent) setOutcome("spent");
      return answer;
    },
    onDone: () => setOutcome("done"),
  });
  if (outcome === "done") {
    return (
      <Door title={account.resetDoneTitle}>
        <p className="type-lead mt-16" role="status">
          {account.resetDoneText}
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
        <p className="type-lead mt-16">{account.linkSpentText}</p>
        <p className="mt-24 flex">
          <Link className="button" to="/forgot-password">
            {account.forgotButton}
          </Link>
        </p>
      </Door>
    );
  }
  return (
    <Door title={account.resetTitle}>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.saving}>
            {account.resetButton}
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
