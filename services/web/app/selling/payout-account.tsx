import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PayoutAccount } from "@vc/client";
import { useEffect, useState } from "react";
import type { IconName } from "../icons/list.ts";
import { PageHeading } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { TabFolder, type Tone } from "../ui/tab-folder.tsx";
import { useAppWords } from "../words/app-words.ts";

const looks = {
  missing: { tone: "ambre", icon: "bank" },
  pending: { tone: "ambre", icon: "hourglass" },
  active: { tone: "feuille", icon: "done" },
  restricted: { tone: "brique", icon: "warning" },
} as const satisfies Record<PayoutAccount["state"], { tone: Tone; icon: IconName }>;

/** After a person is back from Stripe, its answer takes a moment: the account is read so often, so long. */
const REREAD_MS = 2_000;
const REREAD_FOR_MS = 20_000;

/** R5, R29: where a seller's money goes, and what Stripe still wants to know. */
export function PayoutAccountPage({ isExpired }: { isExpired: boolean }) {
  const { selling } = useAppWords();
  const { common } = useWords();
  const account = useQuery(queries.payoutAccount());
  const isReading = useRereading(account.data?.state === "pending");
  return (
    <>
      <title>{common.pageTitle({ title: selling.payoutTitle })}</title>
      <header className="page-head">
        <Link className="back-link" to="/sell">
          <Icon name="caret-left" />
          {selling.backToStart}
        </Link>
        <PageHeading>{selling.payoutTitle}</PageHeading>
      </header>
      {isExpired && <p className="order-overlay tone-ambre">{selling.payoutExpired}</p>}
      <QueryView query={account} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(data) => <AccountState account={data} isReading={isReading} />}
      </QueryView>
    </>
  );
}

function useRereading(isPending: boolean): boolean {
  const client = useQueryClient();
  const [isOver, setIsOver] = useState(false);
  const isReading = isPending && !isOver;
  useEffect(() => {
    if (!isReading) return;
    const each = setInterval(
      () => void client.invalidateQueries({ queryKey: queries.payoutAccount().queryKey }),
      REREAD_MS,
    );
    const end = setTimeout(() => setIsOver(true), REREAD_FOR_MS);
    return () => {
      clearInterval(each);
      clearTimeout(end);
    };
  }, [client, isReading]);
  return isReading;
}

function AccountState({ account, isReading }: { account: PayoutAccount; isReading: boolean }) {
  const { selling } = useAppWords();
  const { problems, states } = useWords();
  const [isOpening, setIsOpening] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { title, text } = selling.payoutStates[account.state];
  const { tone, icon } = looks[account.state];

  async function start(): Promise<void> {
    if (isOpening) return;
    setIsOpening(true);
    setProblem(undefined);
    const answer = await pageContext()
      .api.POST("/v1/payments/payout-account", { body: {} })
      .catch(() => undefined);
    if (answer?.data !== undefined) return location.assign(answer.data.url);
    setIsOpening(false);
    const code = answer?.error.code;
    if (code === undefined) setProblem(states.noAnswer);
    else setProblem(code === "unavailable" ? selling.payoutAway : problems[code]);
  }

  return (
    <TabFolder tone={tone} icon={icon} label={selling.payoutTitle} labelledBy="account" className="guide">
      <div role="status">
        <h2 id="account">{title}</h2>
        <p className="guide-text">{text}</p>
        {account.requirements.length > 0 && (
          <p className="guide-text">{selling.requirements({ count: account.requirements.length })}</p>
        )}
        {isReading && <p className="guide-text text-ink-soft">{selling.payoutReading}</p>}
      </div>
      <div role="alert">
        {problem !== undefined && (
          <p className="form-problem">
            <Icon name="warning" />
            <span>{problem}</span>
          </p>
        )}
      </div>
      <div className="guide-actions">
        <div className="guide-primary">
          {account.state === "active" ? (
            <Link className="button" to="/sell">
              {selling.backToStart}
            </Link>
          ) : (
            <button className="button" type="button" aria-disabled={isOpening} onClick={() => void start()}>
              <span aria-live="polite">{isOpening ? selling.payoutOpening : selling.payoutStart}</span>
            </button>
          )}
        </div>
      </div>
    </TabFolder>
  );
}
