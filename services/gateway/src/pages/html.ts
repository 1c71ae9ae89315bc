import { createHash } from "node:crypto";

export interface Page {
  readonly html: string;
  /** Value of its Content-Security-Policy: its own script and style, the API, nothing from elsewhere. */
  readonly policy: string;
}

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:34rem;margin:12vh auto;padding:0 1.5rem}
input,button{font:inherit;padding:.5rem .75rem;margin:.25rem .5rem .25rem 0}
[role=status]{font-weight:600}`;

function hashSource(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** A small page. `body` is HTML from this service, never user input. */
export function page(options: { lang: "fr" | "en"; title: string; body: string; script?: string }): Page {
  const { lang, title, body, script } = options;
  const scriptTag = script === undefined ? "" : `<script type="module">${script}</script>`;
  return {
    html: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>
<style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}</main>${scriptTag}</body></html>`,
    policy: [
      "default-src 'none'",
      `style-src ${hashSource(STYLE)}`,
      `script-src ${script === undefined ? "'none'" : hashSource(script)}`,
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}

/** The better of the two languages for an `Accept-Language` header; French where it names neither. */
export function languageOf(acceptLanguage: string | undefined): "fr" | "en" {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", quality = "q=1"] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      return { language: tag.split("-")[0], quality: Number(quality.replace("q=", "")) || 0 };
    })
    .toSorted((a, b) => b.quality - a.quality)
    .find(({ language, quality }) => quality > 0 && (language === "fr" || language === "en"));
  return wanted?.language === "en" ? "en" : "fr";
}
