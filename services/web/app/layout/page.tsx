import type { ReactNode } from "react";

/** The main part of a page: one landmark, which the link at the top of the document leads to. */
export function Page({ children }: { children: ReactNode }) {
  return <main id="main">{children}</main>;
}

/** The one heading of the first level of a page. It takes the focus when the page is new. */
export function PageHeading({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <h1 className={className} tabIndex={-1}>
      {children}
    </h1>
  );
}
