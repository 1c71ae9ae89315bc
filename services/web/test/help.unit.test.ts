import { expect, it } from "vitest";
import { type PanelName, panels } from "../app/guide/panels.ts";
import { helpArticleOf, stateArticles } from "../app/help/help-articles.ts";
import { helpArticleAt, helpSlug, STATE_ARTICLES, TOPIC_ARTICLES } from "../app/help/help-slugs.ts";
import { LANGUAGES } from "../app/state/page-context.ts";
import { sampleOrders } from "./sample-orders.ts";

it("gives every article an address of its own in each language", () => {
  const ids = [...STATE_ARTICLES, ...TOPIC_ARTICLES];
  for (const language of LANGUAGES) {
    const slugs = ids.map((id) => helpSlug(id, language));
    expect(new Set(slugs).size).toBe(ids.length);
    expect(slugs.map((slug) => helpArticleAt(slug, language))).toEqual(ids);
  }
});

it("shows an article under the tab that the order page has in that state", () => {
  const inHelp = STATE_ARTICLES.map((id) => [id, stateArticles[id].chip, stateArticles[id].tone]);
  const onPage = STATE_ARTICLES.map((id) => {
    const { chip, tone } = panels[stateArticles[id].panel];
    return [id, chip, tone];
  });
  expect(inHelp).toEqual(onPage);
});

// The keys of a record are those that it was written with.
it.each(Object.keys(panels) as PanelName[])("explains %s to the side that sees it", (name) => {
  const role = name.startsWith("buyer") ? "buyer" : "seller";
  const article = stateArticles[helpArticleOf(sampleOrders[name], role)];
  expect(article.role).toBe(role);
});
