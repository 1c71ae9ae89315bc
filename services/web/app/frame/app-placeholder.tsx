import { Page } from "../layout/page.tsx";
import { useWords } from "../state/language.tsx";

/** What stands in the place of a signed-in page until the browser draws it. */
export function AppPlaceholder() {
  const { states } = useWords();
  return (
    <Page>
      <div className="app-placeholder">
        <noscript>
          <p>{states.needsScript}</p>
        </noscript>
      </div>
    </Page>
  );
}
