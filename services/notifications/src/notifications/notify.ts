import type { Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import { isShownInApp, type NotificationIntent, type Push } from "../kinds.ts";
import type { PeopleStore } from "../people/store.ts";
import { channelsFor } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import type { LiveStreams } from "../stream/store.ts";
import { renderWords } from "../templates/render-words.ts";
import type { Recipient, SendMailOf } from "./mail-of.ts";
import { type NotificationStore, presentNotification } from "./store.ts";
import { forUnverified, withhold } from "./withhold.ts";

/** Keeps a message for the e-mail that gathers several. */
export type GatherMessage = (
  intent: Extract<NotificationIntent, { kind: "message_received" }>,
  mentions: readonly string[],
  tx: Transaction,
) => Promise<void>;

export interface NotifyDeps {
  readonly clock: Clock;
  readonly people: PeopleStore;
  readonly preferences: PreferenceStore;
  readonly notifications: NotificationStore;
  readonly streams: LiveStreams;
  readonly sendMail: SendMailOf;
  readonly gatherMessage: GatherMessage;
}

/**
 * Notifies the recipients of one event and pushes to their open apps, in the event's transaction.
 *
 * @param mentions the accounts that the event names, whose names and words the notifications may hold
 */
export type Notify = (
  told: { readonly intents: readonly NotificationIntent[]; readonly pushes: readonly Push[] },
  tx: Transaction,
  mentions: readonly string[],
) => Promise<void>;

/**
 * R39: in the app, live and by e-mail, each once per recipient and fact, however often the event arrives.
 *
 * Throws when a recipient is not known yet; the event is retried later, and no recipient has received half of it.
 */
export function createNotify(deps: NotifyDeps): Notify {
  const { clock, people, preferences, notifications, streams, sendMail, gatherMessage } = deps;

  async function deliver(
    intent: NotificationIntent,
    { person, actor, mentions }: Recipient,
    tx: Transaction,
  ): Promise<void> {
    const { kind } = intent;
    const channels = channelsFor(kind, await preferences.find(intent.accountId));
    const words = renderWords(kind, person.locale, intent.data, actor);
    const now = clock.now();
    if (channels.app && isShownInApp(kind)) {
      const notification = {
        id: newId("notification"),
        accountId: intent.accountId,
        kind,
        fact: intent.fact,
        title: words.title,
        text: words.lines.join("\n"),
        link: intent.link,
        orderId: intent.orderId,
        mentions,
        ...(intent.message && { message: intent.message }),
        readAt: null,
        createdAt: now,
      };
      const isNew = await notifications.addOnce(notification, tx.session);
      if (isNew) {
        const entry = {
          accountId: intent.accountId,
          event: "notification" as const,
          key: `notification:${intent.kind}:${intent.fact}`,
          mentions,
          data: presentNotification(notification),
        };
        await streams.append(entry, tx);
      }
    }
    if (!channels.email) return;
    // An address that its owner has not confirmed may be that of a person who has nothing to do with us.
    const mailed = person.isVerified ? intent : forUnverified(intent);
    if (mailed === null) return;
    if (intent.kind === "message_received") await gatherMessage(intent, mentions, tx);
    else if (mailed === intent) await sendMail(intent, { person, actor, mentions }, tx);
    else await sendMail(mailed, { person: { ...person, displayName: "" }, actor: "", mentions }, tx);
  }

  return async (told, tx, mentions) => {
    const { intents, pushes } = withhold(told, await people.closedOf(mentions, tx.session));
    const concerned = [
      ...intents.filter(({ address }) => address === undefined).map(({ accountId }) => accountId),
      ...pushes.map(({ accountId }) => accountId),
    ];
    const actors = intents.flatMap(({ actorId }) => actorId ?? []);
    const known = await people.known([...concerned, ...actors]);
    const missing = concerned.find((accountId) => !known.has(accountId));
    if (missing !== undefined) throw new Error(`recipient ${missing} is not known here yet`);

    for (const intent of intents) {
      const { accountId, address, actorId } = intent;
      const person =
        address === undefined
          ? known.get(accountId)
          : { accountId, displayName: "", isVerified: true, ...address };
      if (person === undefined) throw new Error(`recipient ${accountId} is not known`);
      const actor = actorId === null ? "" : (known.get(actorId)?.displayName ?? "");
      await deliver(intent, { person, actor, mentions }, tx);
    }
    for (const push of pushes) await streams.append({ ...push, mentions }, tx);
  };
}
