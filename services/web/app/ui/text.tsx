import { withMarksKept } from "../format/marks.ts";
import { Icon } from "./icon.tsx";

/** What a person wrote, as paragraphs and, where its lines begin with a dash or a star, as a list. Never as HTML. */
export function Text({ text }: { text: string }) {
  return (
    <div className="grid gap-12">
      {blocksOf(text).map((block, index) =>
        block.kind === "list" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text has no names for its parts, and they never change place.
          <ul key={index} className="list">
            {block.lines.map((line) => (
              <li key={line}>
                <Icon name="check" />
                <span>{line}</span>
              </li>
            ))}
          </ul>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <p key={index} className="whitespace-pre-line">
            {block.lines.join("\n")}
          </p>
        ),
      )}
    </div>
  );
}

/** What a person asks for, line by line: numbered where there are several, so that an answer can name them. */
export function Asked({ text }: { text: string }) {
  const lines = withMarksKept(text)
    .split("\n")
    .map((line, place) => ({ place, words: line.replace(BULLET, "").trim() }));
  const asked = lines.filter(({ words }) => words !== "");
  if (asked.length < 2) return <Text text={text} />;
  return (
    <ol className="needs">
      {asked.map(({ place, words }) => (
        <li key={place}>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}

interface Block {
  readonly kind: "text" | "list";
  readonly lines: string[];
}

const BULLET = /^\s*[-*•]\s+/;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isNew = true;
  for (const line of withMarksKept(text).split("\n")) {
    if (line.trim() === "") {
      isNew = true;
      continue;
    }
    const kind = BULLET.test(line) ? "list" : "text";
    const last = blocks.at(-1);
    const shown = line.replace(BULLET, "").trim();
    if (last !== undefined && !isNew && last.kind === kind) last.lines.push(shown);
    else blocks.push({ kind, lines: [shown] });
    isNew = false;
  }
  return blocks;
}
