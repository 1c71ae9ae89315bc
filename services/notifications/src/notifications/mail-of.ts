import type { Transaction } from "@vc/bus";
import type { Worker } from "@vc/service";
import { type Kind, kinds, type NotificationIntent } from "../kinds.ts";
import type { MailQueue } from "../mails/queue.ts";
import type { Person } from "../people/store.ts";
import { renderMail } from "../templates/render-mail.ts";
import { renderWords } from "../templates/render-words.ts";
import type { UnsubscribeLinks } from "../unsubscribe/store.ts";

/** The recipient of an intent, the name of the person who acted, and the accounts whose names or words it may hold. */
export interface Recipient {
  readonly person: Person;
  readonly actor: string;
  readonly mentions: readonly string[];
}

/** Queues the e-mail of an intent, once per person, kind and fact. */
export type SendMailOf = (intent: NotificationIntent, to: Recipient, tx: Transaction) => Promise<void>;

export function createMailOf(deps: {
  mails: MailQueue;
  worker: Pick<Worker, "wakeAfter">;
  unsubscribeLinks: UnsubscribeLinks;
  webUrl: string;
  publicUrl: string;
  platformName: string;
}): SendMailOf {
  const { mails, worker, unsubscribeLinks, webUrl, publicUrl, platformName } = deps;

  return async (intent, { person, actor, mentions }, tx) => {
    const { kind, accountId, fact, data, link, usefulUntil } = intent;
    const words = renderWords(kind, person.locale, data, actor);
    const preference = preferenceOf(kind);
    const unsubscribeUrl =
      preference === null
        ? null
        : new URL(
            `/v1/notifications/unsubscribe/${await unsubscribeLinks.tokenFor({ accountId, kind: preference }, tx.session)}`,
            publicUrl,
          ).href;
    const rendered = renderMail(words, {
      locale: person.locale,
      recipientName: person.displayName,
      url: new URL(link, webUrl).href,
      unsubscribeUrl,
      platformName,
    });
    await mails.addOnce(
      {
        kind,
        accountId,
        fact,
        mentions,
        usefulUntil: usefulUntil ?? null,
        message: { to: person.email, unsubscribeUrl, ...rendered },
      },
      tx.session,
    );
    worker.wakeAfter(tx);
  };
}

/** The kind whose preference switches this e-mail off; null for mandatory e-mails. */
export function preferenceOf(kind: Kind): Kind | null {
  if (kind === "messages_waiting") return "message_received";
  return kinds[kind].isMandatory ? null : kind;
}
