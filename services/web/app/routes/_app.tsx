import { createFileRoute, redirect } from "@tanstack/react-router";
import { AppFrame } from "../frame/app-frame.tsx";
import { AppPlaceholder } from "../frame/app-placeholder.tsx";
import { pageContext } from "../state/page-context.ts";
import { isKnownHere, rememberPerson } from "../state/session.ts";
import { loadAppWords } from "../words/load-app-words.ts";

/**
 * Pages of a signed-in person: drawn in the browser, where the session is. Without one they lead to signing in, and back. Who
 * orders in a browser in which no person ever signed in has no account yet, most likely.
 */
export const Route = createFileRoute("/_app")({
  ssr: false,
  beforeLoad: async ({ location }) => {
    const { api, language } = pageContext();
    if (api.session() === undefined) {
      const to = isKnownHere() || location.pathname !== "/order" ? "/login" : "/register";
      throw redirect({ to, search: { next: location.href } });
    }
    rememberPerson();
    await loadAppWords(language);
  },
  head: () => ({ meta: [{ name: "robots", content: "noindex" }] }),
  pendingComponent: AppPlaceholder,
  component: AppFrame,
});
