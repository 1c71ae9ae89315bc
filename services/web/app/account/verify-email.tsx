import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiForm } from "../state/api-form.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { useSignedIn } from "../state/session.ts";
import { SubmitButton } from "../ui/button.tsx";
import { Form } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Door } from "./door.tsx";
import { useTokenOfAddress } from "./token-of-address.ts";
import { takeNext } from "./waiting.ts";

/**
 * R5, R40: confirms an address. With a token from an e-mail one press does it, as mail programs open links by
 * themselves; without one it says where the e-mail is.
 */
export function VerifyEmail({ token: given }: { token: string | undefined }) {
  const token = useTokenOfAddress(given);
  const [outcome, setOutcome] = useState<"open" | "done" | "spent">("open");
  if (outcome === "done") return <Verified />;
  if (token === undefined || outcome === "spent") return <CheckMail isSpent={outcome === "spent"} />;
  return <Confirm token={token} onDone={() => setOutcome("done")} onSpent={() => setOutcome("spent")} />;
}

function Confirm({ token, onDone, onSpent }: { token: string; onDone: () => void; onSpent: () => void }) {
  const { account } = useWords();
  const form = useApiForm({
    check: () => ({}),
    send: async () => {
      const answer = await pageContext().api.POST("/v1/auth/verify-email", { body: { token } });
      if (answer.error?.code === "invalid_request" || answer.error?.code === "not_found") onSpent();
      return answer;
    },
    onDone,
  });
  return (
    <Door title={account.verifyTitle}>
      <p className="type-lead mt-16">{account.verifyText}</p>
      <Form
        form={form}
        button={
          <SubmitButton isBusy={form.isSending} busyLabel={account.verifying}>
            {account.verifyButton}
          </SubmitButton>
        }
      >
        {null}
      </Form>
    </Door>
  );
}

function Verified() {
  const { account } = useWords();
  const [next] = useState(takeNext);
  return (
    <Door title={account.verifiedTitle}>
      <p className="type-lead mt-16 flex items-start gap-12">
        <span className="text-feuille">
          <Icon name="seal" className="icon-large" />
        </span>
        {account.verifiedText}
      </p>
      <p className="mt-24 flex">
        <a className="button" href={next}>
          {account.continue}
        </a>
      </p>
    </Door>
  );
}

function CheckMail({ isSpent }: { isSpent: boolean }) {
  const { account } = useWords();
  const signedIn = useSignedIn();
  const [isResent, setIsResent] = useState(false);
  const form = useApiForm({
    check: () => ({}),
    send: () => pageContext().api.POST("/v1/auth/resend-verification"),
    onDone: () => setIsResent(true),
  });
  const isSignedIn = signedIn.kind === "signed-in";
  return (
    <Door title={isSpent ? account.linkSpentTitle : account.checkMailTitle}>
      <p className="type-lead mt-16">
        {isSpent
          ? account.linkSpentText
          : isSignedIn
            ? account.checkMailText({ email: signedIn.account.email })
            : account.checkMailTextAlone}
      </p>
      <p className="mt-16 text-ink-soft">{account.checkMailHint}</p>
      {isSignedIn && (
        <>
          <div role="status">
            {isResent && (
              <p className="mt-16 flex items-start gap-8 text-feuille">
                <Icon name="mail" className="icon-large" />
                {account.resent}
              </p>
            )}
          </div>
          <Form
            form={form}
            button={
              <SubmitButton isBusy={form.isSending} busyLabel={account.resending}>
                {account.resend}
              </SubmitButton>
            }
          >
            {null}
          </Form>
        </>
      )}
      {signedIn.kind === "signed-out" && (
        <p className="mt-24 flex">
          <Link className="button" to="/login" search={{ next: "/verify-email" }}>
            {account.logIn}
          </Link>
        </p>
      )}
    </Door>
  );
}
