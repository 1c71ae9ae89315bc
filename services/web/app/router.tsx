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
    parseSearch: readSearch,
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
      const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      return text === "" ? "" : `?${text}`;
    },
    ...(nonce === undefined ? {} : { ssr: { nonce } }),
  });
}

/** Addresses as a form without scripts writes them: every value is text, and one that is repeated is a list with commas. */
function readSearch(search: string): Record<string, string> {
  const values = new URLSearchParams(search);
  return Object.fromEntries([...new Set(values.keys())].map((name) => [name, values.getAll(name).join(",")]));
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof getRouter>;
  }
}
