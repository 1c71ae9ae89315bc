/** Text that is HTML already; `html` leaves it as it is and escapes everything else. */
export type Html = { readonly html: string };

export function html(strings: TemplateStringsArray, ...values: (Html | string | number | null)[]): Html {
  return { html: String.raw({ raw: strings }, ...values.map(toHtml)) };
}

export function joined(parts: readonly Html[]): Html {
  return { html: parts.map((part) => part.html).join("") };
}

export const nothing: Html = { html: "" };

function toHtml(value: Html | string | number | null): string {
  if (value === null) return "";
  if (typeof value === "object") return value.html;
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
  :root { color-scheme: light; --ink: #1a2233; --soft: #5b6577; --line: #d7dce5; --accent: #3d5afe; --bad: #b3261e; --good: #1b7f4b; }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; background: #eef1f6; color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
    display: flex; flex-direction: column; align-items: center; padding: 2.5rem 1rem; }
  main { width: 100%; max-width: 27rem; background: #fff; border-radius: 14px; padding: 1.75rem; box-shadow: 0 1px 2px rgb(20 30 60 / .08), 0 8px 28px rgb(20 30 60 / .08); }
  .badge { display: inline-block; background: #fff3d1; color: #6b4b00; border-radius: 999px; padding: .1rem .7rem; font-size: .8rem; font-weight: 600; }
  h1 { font-size: 1.25rem; line-height: 1.3; margin: .9rem 0 .25rem; }
  .amount { font-size: 2.1rem; font-weight: 700; letter-spacing: -.02em; margin: 0 0 .75rem; }
  p { margin: .5rem 0; } .soft { color: var(--soft); font-size: .92rem; }
  table { width: 100%; border-collapse: collapse; margin: .25rem 0 1.25rem; font-size: .95rem; }
  td { padding: .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } td:last-child { text-align: right; white-space: nowrap; padding-left: 1rem; }
  label { display: block; font-weight: 600; font-size: .9rem; margin-top: .9rem; }
  input { width: 100%; margin-top: .3rem; padding: .65rem .75rem; border: 1px solid #b9c1cf; border-radius: 8px; font: inherit; font-weight: 400; font-size: 1rem; background: #fff; color: inherit; }
  input::placeholder { color: #8a93a5; }
  input:focus { outline: 3px solid rgb(61 90 254 / .25); border-color: var(--accent); }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .9rem; }
  button { width: 100%; margin-top: 1.4rem; padding: .8rem; border: 0; border-radius: 8px; background: var(--accent); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
  button:hover { background: #2f48d8; } button.quiet { background: #fff; color: var(--ink); border: 1px solid #b9c1cf; margin-top: .7rem; }
  .error { background: #fdecea; color: var(--bad); border-radius: 8px; padding: .7rem .9rem; margin: 0 0 .5rem; font-weight: 600; }
  .done { color: var(--good); } a { color: var(--accent); }
  details { width: 100%; max-width: 27rem; margin-top: 1.25rem; font-size: .88rem; color: var(--soft); } summary { cursor: pointer; }
  details td { border-color: #d3d9e4; padding: .25rem 0; font-size: .88rem; } details td:last-child { white-space: normal; } code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .95em; white-space: nowrap; }
`;

/** A whole page: one card in the middle, and what belongs under it. */
export function page(parts: {
  language: string;
  title: string;
  badge: string;
  body: Html;
  below?: Html;
}): string {
  const document = html`<!doctype html>
<html lang="${parts.language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${parts.title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main><span class="badge">${parts.badge}</span>${parts.body}</main>
${parts.below ?? nothing}
</body>
</html>
`;
  return document.html;
}
