import type { StandingNumbers } from "../format/standing-numbers.ts";
import type { StateArticleId, TopicArticleId } from "./help-slugs.ts";

/** Numbers of the product rules that help speaks of, written as the language does. */
export interface HelpFacts extends StandingNumbers {
  readonly payment: string;
  readonly acceptance: string;
  readonly completion: string;
  readonly revisionAnswer: string;
  readonly cancellationAnswer: string;
  readonly escalation: string;
  readonly cap: string;
  readonly commission: string;
  readonly review: string;
  readonly replyEdit: string;
}

/** What a state of an order means to one of its sides: who acts, until when, and what silence does come first. */
export interface StateArticle {
  readonly title: string;
  readonly lead: string;
  readonly who: string;
  readonly until: string;
  readonly silence: string;
  readonly meaning: readonly string[];
  readonly todo: readonly string[];
  readonly tip: string;
}

export interface TopicArticle {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly HelpSection[];
}

export interface HelpSection {
  readonly heading: string;
  readonly text: readonly string[];
  readonly list: readonly string[];
}

export type StateArticles = Readonly<Record<StateArticleId, (facts: HelpFacts) => StateArticle>>;
export type TopicArticles = Readonly<Record<TopicArticleId, (facts: HelpFacts) => TopicArticle>>;
