import { renderToStaticMarkup } from "react-dom/server";
import folder from "../styles/folder.css?raw";
import tokens from "../styles/tokens.css?raw";
import { Cover } from "./cover.tsx";

/** Rules of a cover and its motif, with what they ask of its tint. */
const MOTIF_RULES = [...folder.matchAll(/^\.(?:fill|line|motif)[^{}]*\{[^{}]*\}/gm)]
  .map(([rule]) => rule)
  .join("");

/**
 * The cover of a listing as a drawing by itself, 320 wide and 240 high: its colours and fonts stand in it, because no
 * stylesheet of a page is beside it.
 *
 * @param fontFamily of the words on it
 */
export function drawCover(
  listing: { readonly id: string; readonly title: string; readonly topCategory: string },
  fontFamily: string,
): string {
  const drawn = renderToStaticMarkup(<Cover {...listing} />);
  const tint = /\btint-\d\b/.exec(drawn)?.[0] ?? "";
  const ofTint = valuesOf(new RegExp(`^\\.${tint} \\{([^}]*)\\}`, "m").exec(folder)?.[1] ?? "");
  const values = new Map([...valuesOf(tokens), ...ofTint, ["--font-heading", `"${fontFamily}"`]]);
  const style = resolved(MOTIF_RULES, values);
  const ground = `<rect width="320" height="240" fill="${resolved("var(--bg)", values)}"/>`;
  return drawn
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(">", () => `><style>${style}</style>${ground}`);
}

function valuesOf(css: string): Map<string, string> {
  return new Map(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
  );
}

/** A text with the values of its variables; a value may be a variable again. */
function resolved(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/var\((--[\w-]+)\)/g, (_, name: string) =>
    resolved(values.get(name) ?? "none", values),
  );
}
