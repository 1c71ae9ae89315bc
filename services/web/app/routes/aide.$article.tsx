import { createFileRoute } from "@tanstack/react-router";
import { HelpArticlePage, helpArticleHead } from "../help/help-article.tsx";
import { loadHelpArticle } from "../help/load-help.ts";

export const Route = createFileRoute("/aide/$article")({
  loader: ({ params }) => loadHelpArticle(params.article, "fr"),
  head: ({ loaderData }) => (loaderData === undefined ? {} : helpArticleHead("fr", loaderData)),
  component: () => <HelpArticlePage data={Route.useLoaderData()} />,
});
