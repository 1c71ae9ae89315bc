import { coverWords } from "./cover-words.ts";
import { motifs, plainMotif } from "./motifs.tsx";

/**
 * A drawn cover for a listing without a picture: the motif of its top category, two tints and a variant chosen by its
 * id, and its telling words. The same everywhere, so that a listing is recognised again. Decoration: the title is beside it.
 */
export function Cover({ id, title, topCategory }: { id: string; title: string; topCategory: string }) {
  const lines = coverWords(title);
  const hash = hashOf(id);
  const longest = Math.max(...lines.map((line) => line.length));
  const size = longest <= 11 ? 38 : longest <= 13 ? 34 : 30;
  const motif = motifs[topCategory] ?? plainMotif;
  return (
    <svg
      className={`cover folder motif tint-${(hash % 8) + 1}`}
      viewBox="0 0 320 240"
      preserveAspectRatio="xMinYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      {motif({ words: lines.join(" "), variant: (hash >> 3) % 4, lines: lines.length })}
      {lines.map((line, index) => (
        <text
          key={line}
          className="fill-fg"
          x="20"
          y={216 - (lines.length - 1 - index) * Math.round(size * 1.02)}
          fontSize={size}
        >
          {line}
        </text>
      ))}
    </svg>
  );
}

/** A small number for a text, the same everywhere (FNV-1a). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash >>> 8;
}
