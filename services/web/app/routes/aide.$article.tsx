import { createFileRoute } from "@tanstack/react-router";
import { HelpArticlePage } from "../help/help-article.tsx";
import { helpArticleHead } from "../help/help-heads.ts";

export const Route = createFileRoute("/aide/$article")({
  loader: async ({ params }) => (await import("../help/load-help.ts")).loadHelpArticle(params.article, "fr"),
  head: ({ loaderData }) => helpArticleHead("fr", loaderData),
  component: () => <HelpArticlePage data={Route.useLoaderData()} />,
});
