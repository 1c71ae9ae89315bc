import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { icons } from "../app/icons/list.ts";

/** What `app/ui/icon.tsx` imports: the address of the sprite. */
const MODULE = "virtual:icon-sprite";
const RESOLVED = `\0${MODULE}`;

/** One SVG file with every icon in use. It costs no JavaScript, is cached like other files, and takes the text's colour. */
export function iconSprite(): Plugin {
  const sprite = makeSprite();
  const name = `assets/icons-${createHash("sha256").update(sprite).digest("hex").slice(0, 8)}.svg`;
  return {
    name: "vc-icon-sprite",
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      if (this.environment.name === "client")
        this.emitFile({ type: "asset", fileName: name, source: sprite });
      return `export default ${JSON.stringify(`/${name}`)};`;
    },
  };
}

function makeSprite(): string {
  const require = createRequire(import.meta.url);
  const symbols = Object.entries(icons).map(([name, file]) => {
    const svg = readFileSync(require.resolve(`@phosphor-icons/core/assets/${file}.svg`), "utf8");
    const drawing = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)?.[1];
    if (drawing === undefined) throw new Error(`${file} is not an icon as expected`);
    return `<symbol id="${name}" viewBox="0 0 256 256">${drawing}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
