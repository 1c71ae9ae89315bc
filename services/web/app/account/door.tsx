import type { ReactNode } from "react";
import { Page, PageHeading } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";

/** A page that leads into an account: a form, and beside it why. */
export function Door({ title, children, aside }: { title: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <Page>
      <div className="wrap door">
        <div>
          <PageHeading>{title}</PageHeading>
          {children}
        </div>
        {aside}
      </div>
    </Page>
  );
}

/** What stands in the place of a page that is drawn in the browser, until it is. */
export function DoorPlaceholder() {
  const { states } = useWords();
  return (
    <Page>
      <div className="wrap door">
        <noscript>
          <p>{states.needsScript}</p>
        </noscript>
      </div>
    </Page>
  );
}
