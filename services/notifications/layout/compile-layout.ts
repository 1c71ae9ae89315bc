import { readFileSync } from "node:fs";
import { join } from "node:path";
import mjml2html from "mjml";

/**
 * The module `src/templates/layout-html.ts`: the layout of all e-mails as HTML, with the places that Handlebars fills in.
 * MJML makes the tables and conditional comments that mail programs need. It links no font: the font's host would learn
 * that a mail was opened. The layout is compiled when it changes and not when the service starts, so that the service
 * needs neither MJML nor the memory for it.
 *
 * @throws Error when `layout.mjml` is no valid MJML
 */
export async function compileLayout(): Promise<string> {
  const layout = readFileSync(join(import.meta.dirname, "layout.mjml"), "utf8");
  const { html, errors } = await mjml2html(layout, { validationLevel: "strict", fonts: {} });
  if (errors.length > 0) throw new Error(`the layout of e-mails is not valid: ${JSON.stringify(errors)}`);
  const escaped = html.trim().replaceAll(/[\\`]|\$\{/g, "\\$&");
  return `/** Made from layout/layout.mjml by npm run generate. */\nexport const LAYOUT_HTML = \`${escaped}\n\`;\n`;
}
