import { MASKED_KINDS, type MaskedKind } from "@vc/contracts";
import type { Span } from "../src/span.ts";

/** A text of the corpus, and what in it is a contact detail. */
export interface Labelled {
  readonly text: string;
  readonly contacts: readonly (Span & { readonly kind: MaskedKind })[];
}

/**
 * Reads a corpus file: a text per line, its contact details between tags of their kind. `##` begins a heading; `\\n` and
 * `\\r` are line breaks, and `\\u200b` stands for a character that is not seen in the file.
 */
export function readCorpus(file: string): Labelled[] {
  return file
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("## "))
    .map((line) => readLine(unescaped(line)));
}

function unescaped(line: string): string {
  return line
    .replaceAll("\\n", "\n")
    .replaceAll("\\r", "\r")
    .replace(/\\u([0-9a-f]{4})/g, (_match, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const tagged = new RegExp(`<(${MASKED_KINDS.join("|")})>(.*?)</\\1>`, "gs");

function readLine(line: string): Labelled {
  const contacts: (Span & { kind: MaskedKind })[] = [];
  let text = "";
  let end = 0;
  for (const match of line.matchAll(tagged)) {
    text += line.slice(end, match.index);
    const start = text.length;
    text += match[2] ?? "";
    // The pattern lets no other words through.
    contacts.push({ start, end: text.length, kind: match[1] as MaskedKind });
    end = match.index + match[0].length;
  }
  return { text: text + line.slice(end), contacts };
}

export interface Measured {
  readonly texts: number;
  readonly contacts: number;
  /** Of what was masked, the share that is a contact detail. */
  readonly precision: number;
  /** Of the contact details, the share that was masked whole. */
  readonly recall: number;
  /** One line for each mistake. */
  readonly mistakes: readonly string[];
}

/** Holds a detector to a corpus: a detail counts as found when all of it is masked, a find as right when it touches one. */
export function measure(corpus: readonly Labelled[], find: (text: string) => readonly Span[]): Measured {
  let right = 0;
  let finds = 0;
  let found = 0;
  let contacts = 0;
  const mistakes: string[] = [];
  for (const labelled of corpus) {
    const spans = find(labelled.text);
    finds += spans.length;
    contacts += labelled.contacts.length;
    for (const span of spans) {
      if (labelled.contacts.some((contact) => contact.start < span.end && span.start < contact.end))
        right += 1;
      else mistakes.push(`masked “${labelled.text.slice(span.start, span.end)}” in: ${labelled.text}`);
    }
    for (const contact of labelled.contacts) {
      if (spans.some(({ start, end }) => start <= contact.start && contact.end <= end)) found += 1;
      else mistakes.push(`missed “${labelled.text.slice(contact.start, contact.end)}” in: ${labelled.text}`);
    }
  }
  return { texts: corpus.length, contacts, precision: right / finds, recall: found / contacts, mistakes };
}
