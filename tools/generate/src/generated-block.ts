/** A part of a document that is made from the code; the rest of the document is written by people. */
export interface GeneratedBlock {
  readonly name: string;
  /** Used when the document has no such block yet: it is put at the end under this heading. */
  readonly heading: string;
  readonly content: string;
}

/** Puts a block between its markers, `<!-- generated:name -->` and `<!-- /generated:name -->`. */
export function withBlock(document: string, { name, heading, content }: GeneratedBlock): string {
  const [begin, end] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const block = `${begin}\n\n${content.trimEnd()}\n\n${end}`;
  const from = document.indexOf(begin);
  if (from === -1) return `${document.trimEnd()}\n\n## ${heading}\n\n${block}\n`;
  const to = document.indexOf(end, from);
  if (to === -1) throw new Error(`the block ${begin} does not end with ${end}`);
  return document.slice(0, from) + block + document.slice(to + end.length);
}
