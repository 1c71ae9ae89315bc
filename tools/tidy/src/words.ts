import { type Finding, lineAt, type SourceTree, type TextFile } from "./source-tree.ts";

/**
 * Words that this repository does not use, in prose or in names: they stand where a thing has a name. Say which
 * process, caller, subscriber or value it is; say “again” or “from zero”; write “Default: 10.”
 */
const BANNED = /whoever|nobody|somebody|everybody|\banew\b|\bunless told\b/gi;

/** Names the words. */
const OWN_FILES = /^tools\/tidy\/src\/words(\.unit\.test)?\.ts$/;

/** Refuses banned words in documents, settings and sources. */
export function checkWords(tree: Pick<SourceTree, "sources" | "documents" | "settings">): Finding[] {
  const sources = tree.sources.filter(({ path }) => !OWN_FILES.test(path));
  return [...tree.documents, ...tree.settings, ...sources].flatMap(bannedIn);
}

function bannedIn({ path, text }: TextFile): Finding[] {
  return [...text.matchAll(BANNED)].map(({ 0: word, index }) => ({
    path,
    line: lineAt(text, index),
    message: `says “${word}”: name the thing (docs/glossary.md)`,
  }));
}
