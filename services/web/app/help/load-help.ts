import { notFound } from "@tanstack/react-router";
import { duration, monthSpan } from "../format/dates.ts";
import { percent } from "../format/numbers.ts";
import { standingNumbers } from "../format/standing-numbers.ts";
import { chipIcons } from "../icons/chip-icons.ts";
import type { IconName } from "../icons/list.ts";
import type { Language } from "../state/page-context.ts";
import { loadPolicy, type Policy } from "../state/policy.ts";
import { loadHelpArticles } from "../words/load-help-articles.ts";
import { stateArticles } from "./help-articles.ts";
import type { HELP_GROUPS } from "./help-groups.ts";
import {
  type HelpArticleId,
  helpArticleAt,
  helpSlug,
  isStateArticle,
  STATE_ARTICLES,
  TOPIC_ARTICLES,
} from "./help-slugs.ts";
import type { HelpFacts, StateArticle, TopicArticle } from "./help-words.ts";

export type HelpGroup = (typeof HELP_GROUPS)[number];

/** An article as a list names it. */
export interface HelpEntry {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
}

export interface HelpIndex {
  /** What was looked for; empty where nothing was. */
  readonly text: string;
  readonly groups: Readonly<Record<HelpGroup, readonly HelpEntry[]>>;
  readonly guides: Readonly<Record<"howItWorks" | "fees", { title: string; description: string }>>;
}

type GuideWords = Awaited<ReturnType<typeof loadHelpArticles>>["guides"];

/** How it works, with the numbers of the policy. */
export interface HowItWorksData {
  readonly policy: Policy;
  readonly words: GuideWords["howItWorks"];
}

/** What each side pays. */
export interface FeesData {
  readonly policy: Policy;
  readonly words: Omit<GuideWords["fees"], "lead"> & { readonly lead: string };
}

export async function loadHowItWorks(language: Language): Promise<HowItWorksData> {
  const [{ guides }, policy] = await Promise.all([loadHelpArticles(language), loadPolicy()]);
  return { policy, words: guides.howItWorks };
}

export async function loadFees(language: Language): Promise<FeesData> {
  const [{ guides }, policy] = await Promise.all([loadHelpArticles(language), loadPolicy()]);
  const { lead, ...words } = guides.fees;
  return { policy, words: { ...words, lead: lead({ percent: percent(policy.commissionShare, language) }) } };
}

export type HelpArticle = {
  readonly slug: string;
  readonly group: HelpGroup;
  /** The articles of the same group, for the list beside it. */
  readonly siblings: readonly HelpEntry[];
} & (
  | {
      readonly kind: "state";
      readonly article: StateArticle;
      readonly chip: { readonly label: string; readonly icon: IconName; readonly tone: string };
    }
  | { readonly kind: "topic"; readonly article: TopicArticle }
);

/** The numbers of the product rules, as the help of a language writes them. Pure. */
export function helpFactsOf(policy: Policy, language: Language): HelpFacts {
  const inWords = (ms: number) => duration(ms, language);
  return {
    ...standingNumbers(policy.standing, language),
    payment: inWords(policy.paymentMs),
    acceptance: inWords(policy.acceptanceMs),
    completion: inWords(policy.completionMs),
    revisionAnswer: inWords(policy.revisionAnswerMs),
    cancellationAnswer: inWords(policy.cancellationAnswerMs),
    escalation: inWords(policy.escalationMs),
    cap: inWords(policy.capMs),
    commission: percent(policy.commissionShare, language),
    review: monthSpan(policy.reviewMonths, language),
    replyEdit: inWords(policy.replyEditMs),
  };
}

type Articles = Awaited<ReturnType<typeof loadHelpArticles>>;

function articleOf(id: HelpArticleId, { states, topics }: Articles, facts: HelpFacts) {
  return isStateArticle(id) ? states[id](facts) : topics[id](facts);
}

const groupOf = (id: HelpArticleId): HelpGroup => (isStateArticle(id) ? stateArticles[id].role : "topics");
const IDS: readonly HelpArticleId[] = [...STATE_ARTICLES, ...TOPIC_ARTICLES];

/** All articles, or those in which every word of a text occurs. It works without scripts. */
export async function loadHelpIndex(language: Language, text = ""): Promise<HelpIndex> {
  const [articles, policy] = await Promise.all([loadHelpArticles(language), loadPolicy()]);
  const facts = helpFactsOf(policy, language);
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  const found = IDS.map((id) => ({ id, article: articleOf(id, articles, facts) })).filter(({ article }) => {
    const content = plain(JSON.stringify(article));
    return wanted.every((word) => content.includes(word));
  });
  const entries = (group: HelpGroup): HelpEntry[] =>
    found
      .filter(({ id }) => groupOf(id) === group)
      .map(({ id, article: { title, lead } }) => ({ slug: helpSlug(id, language), title, lead }));
  return {
    text,
    groups: { buyer: entries("buyer"), seller: entries("seller"), topics: entries("topics") },
    guides: { howItWorks: titleOf(articles.guides.howItWorks), fees: titleOf(articles.guides.fees) },
  };
}

const titleOf = ({ title, description }: { title: string; description: string }) => ({ title, description });

/** Without accents and capitals, as people type what they look for. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @throws notFound where there is no such article */
export async function loadHelpArticle(slug: string, language: Language): Promise<HelpArticle> {
  const id = helpArticleAt(slug, language);
  if (id === undefined) throw notFound();
  const [articles, policy] = await Promise.all([loadHelpArticles(language), loadPolicy()]);
  const facts = helpFactsOf(policy, language);
  const group = groupOf(id);
  const siblings = IDS.filter((each) => groupOf(each) === group).map((each) => {
    const { title, lead } = articleOf(each, articles, facts);
    return { slug: helpSlug(each, language), title, lead };
  });
  const shared = { slug, group, siblings };
  if (!isStateArticle(id)) return { ...shared, kind: "topic", article: articles.topics[id](facts) };
  const { chip, tone } = stateArticles[id];
  return {
    ...shared,
    kind: "state",
    article: articles.states[id](facts),
    chip: { label: articles.chips[chip], icon: chipIcons[chip], tone },
  };
}
