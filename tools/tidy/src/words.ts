import { type Finding, lineAt, type SourceTree, type TextFile } from "./source-tree.ts";

/**
 * Words that this repository does not use, in prose or in names: they stand where a thing has a name. Say which
 * process, caller, subscriber or value it is; say “again” or “from zero”; write “Default: 10.”
 */
const BANNED = /whoever|nobody|somebody|everybody|\banew\b|\bunless told\b/gi;

/** Sources are checked as documents are. */
const SOURCES_ARE_CHECKED = true;

/** Names the words. */
const OWN_FILES = /^tools\/tidy\/src\/words(\.unit\.test)?\.ts$/;

/** Titles of tests are quoted word by word in docs/invariants.md, so they are a matter of the sources. */
const QUOTED_TITLE = /“[^”]*”/g;

/**
 * Refuses banned words in documents and settings, and in sources once they are clean.
 *
 * @returns the findings, and how many banned words the sources have left
 */
export function checkWords(
  tree: Pick<SourceTree, "sources" | "documents" | "settings">,
  { areSourcesChecked = SOURCES_ARE_CHECKED }: { areSourcesChecked?: boolean } = {},
): { findings: Finding[]; leftInSources: number } {
  const inSources = tree.sources.filter(({ path }) => !OWN_FILES.test(path)).flatMap(bannedIn);
  const inDocuments = [...tree.documents, ...tree.settings].map((document) =>
    areSourcesChecked ? document : withoutQuotedTitles(document),
  );
  const findings = inDocuments.flatMap(bannedIn);
  return {
    findings: areSourcesChecked ? [...findings, ...inSources] : findings,
    leftInSources: inSources.length,
  };
}

function bannedIn({ path, text }: TextFile): Finding[] {
  return [...text.matchAll(BANNED)].map(({ 0: word, index }) => ({
    path,
    line: lineAt(text, index),
    message: `says “${word}”: name the thing (docs/glossary.md)`,
  }));
}

/** The same text with quotations blanked, so that lines stay where they are. */
function withoutQuotedTitles({ path, text }: TextFile): TextFile {
  if (path !== "docs/invariants.md") return { path, text };
  return { path, text: text.replaceAll(QUOTED_TITLE, (quoted) => quoted.replaceAll(/[^\n]/g, " ")) };
}
