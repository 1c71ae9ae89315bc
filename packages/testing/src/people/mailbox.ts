import { z } from "zod";
import { waitFor } from "../wait-for.ts";

const CaughtMail = z.object({
  id: z.string(),
  subject: z.string().default(""),
  to: z.array(z.object({ address: z.string() })).default([]),
  text: z.string().nullish(),
  html: z.union([z.string(), z.boolean()]).nullish(),
  headers: z.record(z.string(), z.unknown()).default({}),
});

export type Mail = {
  id: string;
  subject: string;
  to: string[];
  text: string;
  html: string;
  headers: Record<string, unknown>;
  /** Every web address in it, in order, each once. */
  links: string[];
};

export type MailCondition = {
  to: string;
  subject?: string | RegExp;
  /** In the text or in a link, e.g. "/verify-email?token=". */
  containing?: string | RegExp;
};

/** Reads the mails that the mail catcher caught, as their recipients would. */
export function mailbox({ maildevUrl }: { maildevUrl: string }) {
  async function all(): Promise<Mail[]> {
    const answer = await fetch(new URL("/api/email", maildevUrl));
    if (!answer.ok) throw new Error(`the mail catcher answered ${answer.status}`);
    return z
      .array(CaughtMail)
      .parse(await answer.json())
      .map(readMail);
  }

  /** Every mail that fits, oldest first. */
  async function find(condition: MailCondition): Promise<Mail[]> {
    return (await all()).filter((mail) => fits(mail, condition));
  }

  return {
    all,
    find,
    /** The latest mail that fits; waits for it to arrive. */
    latest: (condition: MailCondition, timeoutMs = 15_000): Promise<Mail> =>
      waitFor(async () => (await find(condition)).at(-1), {
        what: `a mail to ${condition.to} (${String(condition.subject ?? condition.containing ?? "any")})`,
        timeoutMs,
        intervalMs: 100,
      }),
    /** The latest link with this text in it that was sent to an address; waits for it to arrive. */
    link: async (to: string, containing: string, timeoutMs = 15_000): Promise<URL> => {
      const newest = async () =>
        (await find({ to, containing })).at(-1)?.links.find((address) => address.includes(containing));
      const what = `a mail to ${to} with a link to ${containing}`;
      return new URL(await waitFor(newest, { what, timeoutMs, intervalMs: 100 }));
    },
  };
}
export type Mailbox = ReturnType<typeof mailbox>;

function readMail(caught: z.output<typeof CaughtMail>): Mail {
  const text = caught.text ?? "";
  const html = typeof caught.html === "string" ? caught.html : "";
  return {
    id: caught.id,
    subject: caught.subject,
    to: caught.to.map(({ address }) => address.toLowerCase()),
    text,
    html,
    headers: caught.headers,
    links: linksIn(text, html),
  };
}

/** The links of a mail's text and of the `href`s of its HTML. */
export function linksIn(text: string, html: string): string[] {
  const inText = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...html.matchAll(/href="(https?:\/\/[^"]+)"/g)].map((match) =>
    (match[1] ?? "").replaceAll("&amp;", "&"),
  );
  return [...new Set([...inText, ...inHtml])];
}

function fits(mail: Mail, { to, subject, containing }: MailCondition): boolean {
  const matches = (text: string, wanted: string | RegExp | undefined) =>
    wanted === undefined || (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text));
  return (
    mail.to.includes(to.toLowerCase()) &&
    matches(mail.subject, subject) &&
    matches([mail.text, mail.html, ...mail.links].join("\n"), containing)
  );
}
