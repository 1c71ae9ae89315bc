import { Link } from "@tanstack/react-router";
import { Page, PageHeading } from "../layout/page.tsx";
import { addresses } from "../state/addresses.ts";
import { useLanguage, useWords } from "../state/language.tsx";

/** There is no such page, or it belongs to another account: both look the same (R41). */
export function NotFound() {
  const { states, common } = useWords();
  const places = addresses[useLanguage()];
  return (
    <Page>
      <title>{common.pageTitle({ title: states.notFoundTitle })}</title>
      <div className="wrap pt-64">
        <PageHeading>{states.notFoundTitle}</PageHeading>
        <p className="type-lead mt-16 max-w-measure">{states.notFoundText}</p>
        <div className="mt-32 flex flex-wrap gap-12">
          <Link className="button" to={places.search}>
            {states.toSearch}
          </Link>
          <Link className="button button-second" to={places.home}>
            {states.toHome}
          </Link>
        </div>
      </div>
    </Page>
  );
}
