import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { PageHeading } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";
import { PageFailure } from "../state/reading.ts";
import { useAppWords } from "../words/app-words.ts";

/** What takes no time shows no sign of waiting. */
const PENDING_MS = 150;

/** What is known of something that is read: a thing, or a list as far as it was read. */
interface Reading<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/**
 * What a page shows of something it reads: the thing, its shape while it is read, or why it could not be read and what to do.
 * A page that has shown it once goes on showing it while it is read again.
 *
 * @param shape as high as what will stand there
 */
export function QueryView<T>({
  query,
  shape,
  children,
}: {
  query: Reading<T>;
  shape: ReactNode;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ReadFailure error={query.error} onRetry={() => void query.refetch()} />;
  return <Pending shape={shape} />;
}

function Pending({ shape }: { shape: ReactNode }) {
  const { frame } = useAppWords();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(true), PENDING_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={isShown ? "" : "invisible"}>
      <p className="sr-only" role="status">
        {isShown && frame.loading}
      </p>
      {shape}
    </div>
  );
}

/** Why something could not be read: it does not exist for this person, the session has ended, or an answer is missing. */
export function ReadFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { states } = useWords();
  const { frame } = useAppWords();
  const { href } = useLocation();
  const code = error instanceof PageFailure ? error.code : "no_answer";
  if (code === "unauthenticated") {
    return (
      <div className="page-state">
        <PageHeading>{frame.signedOutTitle}</PageHeading>
        <p className="type-lead">{frame.signedOutText}</p>
        <p className="flex">
          <LogInAgain next={href} />
        </p>
      </div>
    );
  }
  if (code === "not_found" || code === "invalid_request" || code === "forbidden") {
    return (
      <div className="page-state">
        <PageHeading>{states.notFoundTitle}</PageHeading>
        <p className="type-lead">{states.notFoundText}</p>
      </div>
    );
  }
  const requestId = error instanceof PageFailure ? error.requestId : undefined;
  return (
    <div className="page-state">
      <PageHeading>{states.failedTitle}</PageHeading>
      <p className="type-lead">{requestId === undefined ? states.failedTextAlone : states.failedText}</p>
      {requestId !== undefined && <p className="break-all font-medium">{requestId}</p>}
      <p className="flex">
        <button className="button" type="button" onClick={onRetry}>
          {states.retry}
        </button>
      </p>
    </div>
  );
}

function LogInAgain({ next }: { next: string }) {
  const { common } = useWords();
  return (
    <Link className="button" to="/login" search={{ next }}>
      {common.logIn}
    </Link>
  );
}
