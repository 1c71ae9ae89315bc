import bricolage from "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url";
import figtree from "@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url";
import { HeadContent, Scripts, useRouter, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { languageOfPath } from "../state/addresses.ts";
import { InLanguage, useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";

/** The whole HTML document around every page, whatever becomes of the page. */
export function Document({ children }: { children: ReactNode }) {
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  // Pages of a signed-in person bring a frame of their own.
  const hasOwnFrame = useRouterState({
    select: ({ matches }) => matches.some(({ routeId }) => routeId.startsWith("/_app")),
  });
  const language = languageOfPath(pathname) ?? pageContext().language;
  return (
    <html lang={language}>
      <head>
        <link rel="preload" as="font" type="font/woff2" href={figtree} crossOrigin="anonymous" />
        <link rel="preload" as="font" type="font/woff2" href={bricolage} crossOrigin="anonymous" />
        <HeadContent />
      </head>
      <body>
        <InLanguage language={language}>
          <SkipLink />
          <OfflineBanner />
          {hasOwnFrame ? (
            children
          ) : (
            <>
              <Header />
              {children}
              <Footer />
            </>
          )}
          <FocusNewPages />
        </InLanguage>
        <Scripts />
      </body>
    </html>
  );
}

function SkipLink() {
  const { common } = useWords();
  return (
    <a className="skip-link" href="#main">
      {common.skip}
    </a>
  );
}

/** A new page begins at its heading, for screen readers and keyboards. */
function FocusNewPages() {
  const router = useRouter();
  useEffect(() => {
    // For tests, which must not press what no script listens to yet.
    document.documentElement.dataset.hydrated = "";
  }, []);
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        if (!pathChanged || fromLocation === undefined) return;
        document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      }),
    [router],
  );
  return null;
}

function OfflineBanner() {
  const { common } = useWords();
  const isOnline = useSyncExternalStore(
    (onChange) => {
      window.addEventListener("online", onChange);
      window.addEventListener("offline", onChange);
      return () => {
        window.removeEventListener("online", onChange);
        window.removeEventListener("offline", onChange);
      };
    },
    () => navigator.onLine,
    () => true,
  );
  return <div role="status">{!isOnline && <p className="banner">{common.offline}</p>}</div>;
}
