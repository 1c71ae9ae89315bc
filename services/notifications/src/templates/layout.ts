import Handlebars from "handlebars";
import { LAYOUT_HTML } from "./layout-html.ts";

/** What the layout shows; every text is escaped, and none of it is markup. */
export interface LayoutData {
  readonly locale: string;
  readonly platformName: string;
  readonly title: string;
  /** Shown by mail programs beside the subject. */
  readonly preview: string;
  readonly greeting: string;
  readonly paragraphs: readonly { readonly text: string; readonly isQuotation: boolean }[];
  readonly action: string;
  readonly url: string;
  readonly fallback: string;
  readonly reason: string;
  readonly unsubscribe: { readonly label: string; readonly url: string } | null;
}

/** `breaks` keeps the lines of a text. */
const handlebars = Handlebars.create();
handlebars.registerHelper(
  "breaks",
  (text: string) => new Handlebars.SafeString(Handlebars.escapeExpression(text).replaceAll("\n", "<br />")),
);

/** The HTML of an e-mail. */
export const renderLayout: (data: LayoutData) => string = handlebars.compile<LayoutData>(LAYOUT_HTML, {
  strict: true,
  knownHelpers: { breaks: true },
});
