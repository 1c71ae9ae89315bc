import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { NotificationIntent } from "../kinds.ts";
import type { SendMailOf } from "../notifications/mail-of.ts";
import type { GatherMessage } from "../notifications/notify.ts";
import type { NotificationStore } from "../notifications/store.ts";
import type { PeopleStore } from "../people/store.ts";
import { channelsFor } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import type { DigestStore } from "./store.ts";

const TIMER = "messages";

/** No mail while messages keep coming: a recipient in the middle of a conversation sees them live. */
const QUIET_MS = 3 * 60_000;

/** But not for ever. */
const LONGEST_MS = 20 * 60_000;

/**
 * R39: one e-mail of all messages that came until it was quiet for three minutes, or for twenty in all. What was read
 * in the app by then is left out.
 */
export function createMessageDigests(deps: {
  bus: Bus;
  clock: Clock;
  people: PeopleStore;
  preferences: PreferenceStore;
  notifications: NotificationStore;
  digests: DigestStore;
  sendMail: SendMailOf;
}): GatherMessage {
  const { bus, clock, people, preferences, notifications, digests, sendMail } = deps;

  async function send(accountId: string, tx: Transaction): Promise<void> {
    const waiting = await digests.take(accountId, tx.session);
    const read = await notifications.readFacts(
      accountId,
      "message_received",
      waiting.map(({ fact }) => fact),
      tx.session,
    );
    const unread = waiting.filter(({ fact }) => !read.has(fact));
    const last = unread.at(-1);
    const isWanted = channelsFor("message_received", await preferences.find(accountId)).email;
    if (last === undefined || !isWanted) return;
    const known = await people.known([accountId, ...unread.flatMap(({ actorId }) => actorId ?? [])]);
    const person = known.get(accountId);
    if (person === undefined || !person.isVerified) return;
    const nameOf = (actorId: string | null) =>
      (actorId === null ? undefined : known.get(actorId)?.displayName) ?? "";
    const about = {
      accountId,
      fact: last.fact,
      orderId: null,
      actorId: last.actorId,
      mentions: [...new Set(unread.flatMap(({ mentions }) => mentions))],
    };
    const intent: NotificationIntent =
      unread.length === 1
        ? { ...about, kind: "message_received", link: last.link, data: { text: last.text } }
        : {
            ...about,
            kind: "messages_waiting",
            link: unread.every(({ link }) => link === last.link) ? last.link : "/conversations",
            data: { messages: unread.map(({ actorId, text }) => ({ actor: nameOf(actorId), text })) },
          };
    await sendMail(intent, { person, actor: nameOf(last.actorId), mentions: about.mentions }, tx);
  }

  bus.onTimer(TIMER, ({ aggregateId }, tx) => send(aggregateId, tx));

  return async ({ accountId, fact, actorId, data, link, message: place }, mentions, tx) => {
    const now = clock.now();
    const text = data.text;
    const message = { fact, actorId, text, link, mentions, ...(place && { message: place }) };
    const firstAt = await digests.add(accountId, message, now, tx.session);
    const dueAt = new Date(Math.min(now.getTime() + QUIET_MS, firstAt.getTime() + LONGEST_MS));
    tx.armTimer({ aggregateId: accountId, kind: TIMER, dueAt });
  };
}
