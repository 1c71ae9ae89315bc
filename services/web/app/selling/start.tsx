import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { PageHeading } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";

/** R5: the way to the first published listing, with what is done and what comes next. */
export function StartSelling() {
  const { selling } = useAppWords();
  const { common } = useWords();
  const me = useQuery(queries.me());
  const account = useQuery(queries.payoutAccount());
  const listings = useInfiniteQuery(queries.ownListings());
  const { steps } = selling;
  return (
    <>
      <title>{common.pageTitle({ title: selling.startTitle })}</title>
      <header className="page-head">
        <PageHeading>{selling.startTitle}</PageHeading>
        <p className="type-lead">{selling.startLead}</p>
      </header>
      <QueryView query={me} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {({ emailVerified }) => {
          const isPayable = account.data?.state === "active";
          const hasListing = (listings.data?.length ?? 0) > 0;
          return (
            <ol className="checklist">
              <CheckItem number={1} isDone={emailVerified} title={steps.verifyTitle} text={steps.verifyText}>
                <Link className="button" to="/verify-email">
                  {steps.verify}
                </Link>
              </CheckItem>
              <CheckItem number={2} isDone={isPayable} title={steps.payoutTitle} text={steps.payoutText}>
                <Link className="button" to="/payout-account">
                  {steps.payout}
                </Link>
              </CheckItem>
              <CheckItem number={3} isDone={hasListing} title={steps.listingTitle} text={steps.listingText}>
                <Link className="button" to="/listings/new">
                  {steps.listing}
                </Link>
              </CheckItem>
              {hasListing && (
                <li className="flex">
                  <Link className="action" to="/listings">
                    {steps.seeListings}
                  </Link>
                </li>
              )}
            </ol>
          );
        }}
      </QueryView>
    </>
  );
}

function CheckItem({
  number,
  isDone,
  title,
  text,
  children,
}: {
  number: number;
  isDone: boolean;
  title: string;
  text: string;
  children: ReactNode;
}) {
  const { selling } = useAppWords();
  return (
    <li className={isDone ? "check-item check-item-done" : "check-item"}>
      <span className="step-node" aria-hidden="true">
        {isDone ? <Icon name="check" /> : number}
      </span>
      <div>
        <h2>
          {title} {isDone && <span className="chip tone-feuille">{selling.done}</span>}
        </h2>
        <p className="text-ink-soft">{text}</p>
        {!isDone && <p className="mt-12 flex">{children}</p>}
      </div>
    </li>
  );
}
