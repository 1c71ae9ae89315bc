import { type Finding, lineAt, type SourceTree, type TextFile } from "./source-tree.ts";

/**
 * Words that this repository does not use, in prose or in names: they stand where a thing has a name. Say which
 * process, caller, subscriber or value it is; say “again” or “from zero”; write “Default: 10.”
 */
const BANNED = /whoever|nobody|somebody|everybody|\banew\b|\bunless told\b/gi;

/** The one file of packages and services that knows what the stand-in database does differently (ADR 27). */
const STAND_IN = /secantus/gi;
const KNOWS_STAND_IN = /^packages\/bus\/src\/shared\/stand-in-database\.ts$/;

/** Names the words. */
const OWN_FILES = /^tools\/tidy\/src\/words(\.unit\.test)?\.ts$/;

/** Refuses banned words, and the name of the stand-in database in packages and services. */
export function checkWords(tree: Pick<SourceTree, "sources" | "documents" | "settings">): Finding[] {
  const sources = tree.sources.filter(({ path }) => !OWN_FILES.test(path));
  const files = [...tree.documents, ...tree.settings, ...sources];
  const product = files.filter(
    ({ path }) => /^(packages|services)\//.test(path) && !KNOWS_STAND_IN.test(path),
  );
  return [
    ...files.flatMap((file) => sayings(file, BANNED, "name the thing (docs/glossary.md)")),
    ...product.flatMap((file) =>
      sayings(file, STAND_IN, "write for MongoDB; one file knows the other (ADR 27)"),
    ),
  ];
}

function sayings({ path, text }: TextFile, words: RegExp, instead: string): Finding[] {
  return [...text.matchAll(words)].map(({ 0: word, index }) => ({
    path,
    line: lineAt(text, index),
    message: `says “${word}”: ${instead}`,
  }));
}
