import { createRouter } from "@tanstack/react-router";
import { Failed } from "./pages/failed.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { routeTree } from "./routeTree.gen.ts";
import { pageContext } from "./state/page-context.ts";

/** A router for one request on the server, and for the life of a document in a browser. */
export function getRouter() {
  const { nonce } = pageContext();
  return createRouter({
    routeTree,
    defaultPreload: "intent",
    scrollRestoration: true,
    // What takes no time shows no sign of waiting.
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Failed,
    // Addresses as a form without scripts writes them: every value is text.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
      const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      return text === "" ? "" : `?${text}`;
    },
    ...(nonce === undefined ? {} : { ssr: { nonce } }),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof getRouter>;
  }
}
