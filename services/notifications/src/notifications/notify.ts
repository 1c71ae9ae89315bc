import type { Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import { isShownInApp, type NotificationIntent, type Push } from "../kinds.ts";
import type { PeopleStore } from "../people/store.ts";
import { type Choices, channelsFor } from "../preferences/preferences.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import type { LiveStreams, NewStreamEntry } from "../stream/store.ts";
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

  /** @returns what the recipient's live stream tells of it */
  async function deliver(
    intent: NotificationIntent,
    to: Recipient,
    choices: Choices,
    tx: Transaction,
  ): Promise<NewStreamEntry[]> {
    const channels = channelsFor(intent.kind, choices);
    const shown = channels.app ? await showInApp(intent, to, tx) : [];
    if (channels.email) await mail(intent, to, tx);
    return shown;
  }

  async function showInApp(
    { accountId, kind, fact, data, link, orderId, message }: NotificationIntent,
    { person, actor, mentions }: Recipient,
    tx: Transaction,
  ): Promise<NewStreamEntry[]> {
    if (!isShownInApp(kind)) return [];
    const { title, lines } = renderWords(kind, person.locale, data, actor);
    const notification = {
      ...{ id: newId("notification"), accountId, kind, fact, title, text: lines.join("\n"), link, orderId },
      mentions,
      ...(message && { message }),
      readAt: null,
      createdAt: clock.now(),
    };
    const isNew = await notifications.addOnce(notification, tx.session);
    const key = `notification:${kind}:${fact}`;
    return isNew
      ? [{ accountId, event: "notification", key, mentions, data: presentNotification(notification) }]
      : [];
  }

  async function mail(intent: NotificationIntent, to: Recipient, tx: Transaction): Promise<void> {
    // An address that its owner has not confirmed may be that of a person who has nothing to do with us.
    const mailed = to.person.isVerified ? intent : forUnverified(intent);
    if (mailed === null) return;
    if (intent.kind === "message_received") await gatherMessage(intent, to.mentions, tx);
    else if (mailed === intent) await sendMail(intent, to, tx);
    else await sendMail(mailed, { ...to, person: { ...to.person, displayName: "" }, actor: "" }, tx);
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

    const chosen = await preferences.findAll(intents.map(({ accountId }) => accountId));
    const shown: NewStreamEntry[] = [];
    for (const intent of intents) {
      const { accountId, address, actorId } = intent;
      const person =
        address === undefined
          ? known.get(accountId)
          : { accountId, displayName: "", isVerified: true, ...address };
      if (person === undefined) throw new Error(`recipient ${accountId} is not known`);
      const actor = actorId === null ? "" : (known.get(actorId)?.displayName ?? "");
      const to = { person, actor, mentions };
      shown.push(...(await deliver(intent, to, chosen.get(accountId) ?? {}, tx)));
    }
    await streams.append([...shown, ...pushes.map((push) => ({ ...push, mentions }))], tx);
  };
}
