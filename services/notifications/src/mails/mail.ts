import type { Kind } from "../kinds.ts";

export const MAIL_STATES = ["due", "sent", "given_up"] as const;
export type MailState = (typeof MAIL_STATES)[number];

export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where one click stops mails of this kind; null where that is not possible. */
  readonly unsubscribeUrl: string | null;
}

export interface NewMail {
  readonly kind: Kind;
  readonly accountId: string;
  readonly fact: string;
  /** Accounts whose names or words it may hold. */
  readonly mentions: readonly string[];
  /** After that it is not sent any more; null: for as long as mail is tried at all. */
  readonly usefulUntil: Date | null;
  readonly message: MailMessage;
}

/** A mail on its way to the mail server. */
export interface Mail {
  readonly id: string;
  readonly kind: Kind;
  readonly state: MailState;
  readonly attempts: number;
  /** Until then it is tried. */
  readonly giveUpAt: Date;
  readonly createdAt: Date;
  readonly nextAttemptAt: Date;
  readonly finishedAt: Date | null;
  /** Null once it is sent or given up: it may hold a token, and the words are needed only once. */
  readonly message: MailMessage | null;
}
