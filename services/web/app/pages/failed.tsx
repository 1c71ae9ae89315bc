import { type ErrorComponentProps, useLocation } from "@tanstack/react-router";
import { Page, PageHeading } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";

/** A page that could not be read: what is safe, what to do, and the number that support finds the request by. */
export function Failed({ error }: ErrorComponentProps) {
  const { states, common } = useWords();
  const { href } = useLocation();
  const requestId =
    error instanceof Error && "requestId" in error && typeof error.requestId === "string"
      ? error.requestId
      : undefined;
  return (
    <Page>
      <title>{common.pageTitle({ title: states.failedTitle })}</title>
      <div className="wrap pt-64">
        <PageHeading>{states.failedTitle}</PageHeading>
        <p className="type-lead mt-16 max-w-measure">
          {requestId === undefined ? states.failedTextAlone : states.failedText}
        </p>
        {requestId !== undefined && <p className="mt-8 break-all font-medium">{requestId}</p>}
        <p className="mt-32 flex">
          {/* A whole new request, which works without scripts too. */}
          <a className="button" href={href}>
            {states.retry}
          </a>
        </p>
      </div>
    </Page>
  );
}
