import type { Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import type { GatherMessage } from "../digests/gather-messages.ts";
import type { PeopleStore } from "../people/store.ts";
import { channelsFor } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import type { LiveStreams } from "../stream/store.ts";
import { renderWords } from "../templates/render-words.ts";
import type { Push, Telling } from "./kinds.ts";
import type { SendMailOf, ToldTo } from "./mail-of.ts";
import { type NotificationStore, presentNotification } from "./store.ts";

export interface TellDeps {
  readonly clock: Clock;
  readonly people: PeopleStore;
  readonly preferences: PreferenceStore;
  readonly notifications: NotificationStore;
  readonly streams: LiveStreams;
  readonly sendMail: SendMailOf;
  readonly gatherMessage: GatherMessage;
}

/**
 * Tells people of one event, and pushes it to their open apps, in the event's transaction.
 *
 * @param mentions the accounts that the event is about, whose names and words it may bring along
 */
export type TellPeople = (
  tellings: readonly Telling[],
  pushes: readonly Push[],
  tx: Transaction,
  mentions: readonly string[],
) => Promise<void>;

/**
 * R39: in the app, live and by e-mail, each once per person and fact, however often the event comes.
 *
 * Throws when somebody to be told is not known even after waiting; the event is tried again later, and nobody has been
 * told half of it.
 */
export function createTellPeople(deps: TellDeps): TellPeople {
  const { clock, people, preferences, notifications, streams, sendMail, gatherMessage } = deps;

  async function tell(telling: Telling, { person, actor, mentions }: ToldTo, tx: Transaction): Promise<void> {
    const channels = channelsFor(telling.kind, await preferences.find(telling.accountId));
    const words = renderWords(telling.kind, person.locale, telling.data, actor);
    const now = clock.now();
    if (channels.app) {
      const notification = {
        id: newId("notification"),
        accountId: telling.accountId,
        kind: telling.kind,
        fact: telling.fact,
        title: words.title,
        text: words.lines.join("\n"),
        link: telling.link,
        orderId: telling.orderId,
        mentions,
        readAt: null,
        createdAt: now,
      };
      const isNew = await notifications.addOnce(notification, tx.session);
      if (isNew) {
        const entry = {
          accountId: telling.accountId,
          event: "notification" as const,
          key: `notification:${telling.kind}:${telling.fact}`,
          mentions,
          data: presentNotification(notification),
        };
        await streams.append(entry, tx);
      }
    }
    if (!channels.email) return;
    if (telling.kind === "message_received") await gatherMessage(telling, mentions, tx);
    else await sendMail(telling, { person, actor, mentions }, tx);
  }

  return async (tellings, pushes, tx, mentions) => {
    // R42: an event that is late would bring back what was erased.
    if (await people.isAnyClosed(mentions, tx.session)) return;
    const concerned = [
      ...tellings.filter(({ address }) => address === undefined).map(({ accountId }) => accountId),
      ...pushes.map(({ accountId }) => accountId),
    ];
    const actors = tellings.flatMap(({ actorId }) => actorId ?? []);
    const known = await people.known([...concerned, ...actors]);
    const missing = concerned.find((accountId) => !known.has(accountId));
    if (missing !== undefined)
      throw new Error(`${missing} is to be told something and is not known here yet`);

    for (const telling of tellings) {
      const { accountId, address, actorId } = telling;
      const person = address === undefined ? known.get(accountId) : { accountId, ...address };
      if (person === undefined) throw new Error(`${accountId} was known a moment ago`);
      const actor = actorId === null ? "" : (known.get(actorId)?.displayName ?? "");
      await tell(telling, { person, actor, mentions }, tx);
    }
    for (const push of pushes) await streams.append({ ...push, mentions }, tx);
  };
}
