import Handlebars from "handlebars";
import mjml2html from "mjml";

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

/**
 * The one layout of all e-mails: MJML makes the tables and conditional comments that mail programs need, Handlebars
 * fills in texts and escapes them. `breaks` keeps the lines of a text.
 */
const LAYOUT = `
<mjml lang="{{locale}}">
  <mj-head>
    <mj-title>{{title}}</mj-title>
    <mj-preview>{{preview}}</mj-preview>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.55" color="#1f2937" padding="0 32px" />
      <mj-section padding="0" />
    </mj-attributes>
    <mj-style>
      p { margin: 0 0 16px; overflow-wrap: anywhere; }
      .quotation { margin: 0 0 16px; padding: 12px 16px; background: #f5f3ff; border-left: 4px solid #4f46e5; border-radius: 4px; color: #3730a3; }
      a { overflow-wrap: anywhere; }
    </mj-style>
  </mj-head>
  <mj-body background-color="#eef0f4" width="600px">
    <mj-section padding="28px 0 16px">
      <mj-column><mj-text font-size="18px" font-weight="700" color="#4338ca">{{platformName}}</mj-text></mj-column>
    </mj-section>
    <mj-section background-color="#ffffff" border-radius="12px" padding="32px 0 28px">
      <mj-column>
        <mj-text font-size="22px" line-height="1.3" font-weight="700" color="#111827" padding-bottom="20px">{{title}}</mj-text>
        <mj-text>
          <p>{{greeting}}</p>
          {{#each paragraphs}}{{#if isQuotation}}<div class="quotation">{{breaks text}}</div>{{else}}<p>{{breaks text}}</p>{{/if}}{{/each}}
        </mj-text>
        <mj-button href="{{url}}" align="left" background-color="#4f46e5" color="#ffffff" border-radius="8px" font-size="16px" font-weight="600" inner-padding="13px 24px" padding="8px 32px 24px">{{action}}</mj-button>
        <mj-text font-size="13px" color="#6b7280">{{fallback}}<br /><a href="{{url}}" style="color:#6b7280">{{url}}</a></mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="20px 0 32px">
      <mj-column>
        <mj-text font-size="13px" color="#6b7280">{{reason}}{{#if unsubscribe}}<br /><a href="{{unsubscribe.url}}" style="color:#6b7280">{{unsubscribe.label}}</a>{{/if}}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const handlebars = Handlebars.create();
handlebars.registerHelper(
  "breaks",
  (text: string) => new Handlebars.SafeString(Handlebars.escapeExpression(text).replaceAll("\n", "<br />")),
);

/** Made once, when the process starts: it takes as long as a hundred mails. */
const { html, errors } = await mjml2html(LAYOUT, { validationLevel: "strict" });
if (errors.length > 0) throw new Error(`the layout of e-mails is not valid: ${JSON.stringify(errors)}`);

/** The HTML of an e-mail. */
export const renderLayout: (data: LayoutData) => string = handlebars.compile<LayoutData>(html, {
  strict: true,
  knownHelpers: { breaks: true },
});
