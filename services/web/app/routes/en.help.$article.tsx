import { createFileRoute } from "@tanstack/react-router";
import { HelpArticlePage, helpArticleHead } from "../help/help-article.tsx";
import { loadHelpArticle } from "../help/load-help.ts";

export const Route = createFileRoute("/en/help/$article")({
  loader: ({ params }) => loadHelpArticle(params.article, "en"),
  head: ({ loaderData }) => (loaderData === undefined ? {} : helpArticleHead("en", loaderData)),
  component: () => <HelpArticlePage data={Route.useLoaderData()} />,
});
