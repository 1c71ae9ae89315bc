import type { Transaction } from "@vc/bus";
import type { MailQueue } from "../mails/queue.ts";
import type { Person } from "../people/store.ts";
import { renderMail } from "../templates/render-mail.ts";
import { renderWords } from "../templates/render-words.ts";
import type { UnsubscribeLinks } from "../unsubscribe/store.ts";
import { type Kind, kinds, type Telling } from "./kinds.ts";

/** Whom a telling is for, who did it, and whose names or words it may hold. */
export interface ToldTo {
  readonly person: Person;
  readonly actor: string;
  readonly mentions: readonly string[];
}

/** Queues the e-mail of a telling, once per person, kind and fact. */
export type SendMailOf = (telling: Telling, to: ToldTo, tx: Transaction) => Promise<void>;

export function createMailOf(deps: {
  mails: MailQueue;
  unsubscribeLinks: UnsubscribeLinks;
  webUrl: string;
  publicUrl: string;
  platformName: string;
}): SendMailOf {
  const { mails, unsubscribeLinks, webUrl, publicUrl, platformName } = deps;

  return async (telling, { person, actor, mentions }, tx) => {
    const { kind, accountId, fact, data, link, usefulUntil } = telling;
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
  };
}

/** The kind whose switch turns an e-mail off; null where there is none. */
export function preferenceOf(kind: Kind): Kind | null {
  if (kind === "messages_waiting") return "message_received";
  return kinds[kind].isMandatory ? null : kind;
}
