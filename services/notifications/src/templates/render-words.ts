import type { Locale } from "@vc/contracts";
import type { Kind, KindData } from "../kinds.ts";
import { frenchSpaces } from "./french-spaces.ts";
import type { Vocabulary, Words } from "./words.ts";
import { en } from "./words-en.ts";
import { fr } from "./words-fr.ts";

const vocabularies = { fr, en } as const satisfies Record<Locale, Vocabulary>;

/** The words of a notification, in the language of its recipient. */
export function renderWords<K extends Kind>(
  kind: K,
  locale: Locale,
  data: KindData[K],
  actor: string,
): Words {
  const vocabulary: Vocabulary = vocabularies[locale];
  const words = vocabulary[kind](data, actor);
  if (locale !== "fr") return words;
  const { title, lines, action } = words;
  return { title: frenchSpaces(title), lines: lines.map(frenchSpaces), action: frenchSpaces(action) };
}
