import { createFileRoute, redirect } from "@tanstack/react-router";
import { AppFrame } from "../frame/app-frame.tsx";
import { AppPlaceholder } from "../frame/app-placeholder.tsx";
import { pageContext } from "../state/page-context.ts";
import { loadAppWords } from "../words/load-app-words.ts";

/** Pages of a signed-in person: drawn in the browser, where the session is. Without one they lead to signing in, and back. */
export const Route = createFileRoute("/_app")({
  ssr: false,
  beforeLoad: async ({ location }) => {
    const { api, language } = pageContext();
    if (api.session() === undefined) throw redirect({ to: "/login", search: { next: location.href } });
    await loadAppWords(language);
  },
  head: () => ({ meta: [{ name: "robots", content: "noindex" }] }),
  pendingComponent: AppPlaceholder,
  component: AppFrame,
});
