import { RouterClient } from "@tanstack/react-router/ssr/client";
import { browserStore, createClient } from "@vc/client";
import { hydrateRoot } from "react-dom/client";
import { getRouter } from "./router.tsx";
import { noteServerTime, serverTime } from "./state/now.ts";
import { LANGUAGES, providePageContext } from "./state/page-context.ts";
import { loadWords } from "./words/load-words.ts";

const api = createClient({
  baseUrl: location.origin,
  fetch: async (request) => {
    const response = await fetch(request);
    noteServerTime(response.headers.get("date"), new Date());
    return response;
  },
  store: browserStore({ storage: localStorage, locks: navigator.locks }),
});
const language = LANGUAGES.find((known) => known === document.documentElement.lang) ?? "fr";
providePageContext(() => ({ api, now: () => serverTime(new Date()), language, publicUrl: location.origin }));

// Not awaited at the top level: a browser would wait with everything that imports from this file.
void loadWords(language).then(() => {
  // The router's own way to hydrate: the framework's brings code for server functions, which there are none of (12 KB).
  hydrateRoot(document, <RouterClient router={getRouter()} />);
});
