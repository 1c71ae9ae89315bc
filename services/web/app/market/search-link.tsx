import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { addresses } from "../state/addresses.ts";
import { useLanguage } from "../state/language.tsx";
import type { SearchParams } from "./search-params.ts";

/** A link to results: a question, in a category or in all of them. */
export function SearchLink({
  category,
  params,
  className,
  isCurrent = false,
  rel,
  children,
}: {
  category: string | undefined;
  params: SearchParams;
  className?: string;
  isCurrent?: boolean;
  rel?: "next" | "prev";
  children: ReactNode;
}) {
  const places = addresses[useLanguage()];
  const attributes = {
    ...(className === undefined ? {} : { className }),
    ...(rel === undefined ? {} : { rel }),
    "aria-current": isCurrent ? ("true" as const) : undefined,
    // Several of them lead to the same address as the page; it is `isCurrent` that says which is meant.
    activeOptions: { exact: true, includeSearch: true },
    activeProps: { "aria-current": isCurrent ? ("true" as const) : undefined },
    search: params,
  };
  return category === undefined ? (
    <Link to={places.search} {...attributes}>
      {children}
    </Link>
  ) : (
    <Link to={places.category} params={{ category }} {...attributes}>
      {children}
    </Link>
  );
}
