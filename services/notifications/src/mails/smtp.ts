import { createTransport } from "nodemailer";
import type { MailMessage } from "./mail.ts";

export type SendOutcome =
  | { readonly kind: "sent" }
  /** The server will never take this mail: there is no such mailbox. */
  | { readonly kind: "rejected"; readonly code: string }
  /** It may later. */
  | { readonly kind: "failed"; readonly code: string };

export type SendMail = (mail: {
  readonly id: string;
  readonly createdAt: Date;
  readonly message: MailMessage;
}) => Promise<SendOutcome>;

/** A server that answers nothing must not hold a mail longer than the queue's lease. */
const TIMEOUT_MS = 10_000;

/**
 * Hands mails to a mail server. A mail keeps its Message-ID however often it is sent, so that where one was taken but
 * the answer got lost, mail programs can see the repeat.
 */
export function createSmtpSender({ url, from }: { url: string; from: string }): SendMail {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
  });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? "localhost";

  return async ({ id, createdAt, message }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: message.to },
        subject: message.subject,
        html: message.html,
        text: message.text,
        messageId: `<${id}@${domain}>`,
        date: createdAt,
        // RFC 3834: no vacation notice shall answer this.
        headers: { "Auto-Submitted": "auto-generated", ...oneClick(message.unsubscribeUrl) },
      });
      return { kind: "sent" };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** RFC 8058: mail programs show a button of their own that stops these mails. */
function oneClick(unsubscribeUrl: string | null): Record<string, string> {
  if (unsubscribeUrl === null) return {};
  return {
    "List-Unsubscribe": `<${unsubscribeUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** What a nodemailer error says. Its message may hold the address, so only its codes go on. */
function outcomeOf(error: unknown): SendOutcome {
  const fields = typeof error === "object" && error !== null ? error : {};
  const code = "code" in fields ? String(fields.code) : "unknown";
  const status = "responseCode" in fields ? Number(fields.responseCode) : 0;
  // Only a refusal of the envelope or content is about this mail; a refused sign-in is about our settings.
  const isAboutThisMail = code === "EENVELOPE" || code === "EMESSAGE";
  if (isAboutThisMail && status >= 500) return { kind: "rejected", code: `${code} ${status}` };
  return { kind: "failed", code: status ? `${code} ${status}` : code };
}
