import type { BuiltService, Platform } from "@vc/service";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { buildApp } from "./app.ts";
import type { NotificationsConfig } from "./config.ts";
import { createMessageDigests } from "./digests/gather-messages.ts";
import { createDigestStore } from "./digests/store.ts";
import { createMailQueue } from "./mails/queue.ts";
import { createSmtpSender } from "./mails/smtp.ts";
import { createMailWorker } from "./mails/worker.ts";
import { addNotificationConsumers } from "./notifications/consumers.ts";
import { createMailOf } from "./notifications/mail-of.ts";
import { createNotify } from "./notifications/notify.ts";
import { createNotificationStore } from "./notifications/store.ts";
import { addPeopleConsumers } from "./people/consumers.ts";
import { createPeopleStore } from "./people/store.ts";
import { createPreferenceStore } from "./preferences/store.ts";
import { addStreamConsumers } from "./stream/consumers.ts";
import { createOpenStreams } from "./stream/open-streams.ts";
import { createLiveStreams } from "./stream/store.ts";
import { createStreamTickets } from "./stream/tickets.ts";
import { createUnsubscribeLinks } from "./unsubscribe/store.ts";

/** The whole of notifications: what it hears, stores, answers, streams and sends. */
export async function composeNotifications(
  platform: Platform,
  config: Pick<NotificationsConfig, "SMTP_URL" | "MAIL_FROM" | "PLATFORM_NAME" | "PUBLIC_URL" | "WEB_URL">,
): Promise<BuiltService> {
  const { bus, clock, log, registry } = platform;
  const stores = createStores(platform);
  const { mails, people, notifications, preferences, unsubscribeLinks } = stores;
  const send = createSmtpSender({ url: config.SMTP_URL, from: config.MAIL_FROM });
  const worker = createMailWorker({ mails, send, clock, log, registry });
  const sendMail = createMailOf({
    mails,
    worker,
    unsubscribeLinks,
    webUrl: config.WEB_URL,
    publicUrl: config.PUBLIC_URL,
    platformName: config.PLATFORM_NAME,
  });
  const gatherMessage = createMessageDigests({ ...stores, bus, clock, sendMail });
  const notify = createNotify({ ...stores, clock, sendMail, gatherMessage });
  const openStreams = createOpenStreams();

  addPeopleConsumers(bus, people, createErasure({ ...stores, bus, clock }), async (accountId, session) => {
    await stores.digests.take(accountId, session);
  });
  addDataExportConsumers(bus, { notifications, preferences });
  addNotificationConsumers(bus, { ...stores, clock }, notify);
  addStreamConsumers(bus, openStreams);

  return {
    app: await buildApp({ ...platform, ...stores, openStreams }),
    async work() {
      worker.start();
      return worker.stop;
    },
  };
}

function createStores({ database, clock }: Platform) {
  const people = createPeopleStore(database);
  return {
    people,
    preferences: createPreferenceStore(database),
    notifications: createNotificationStore(database),
    streams: createLiveStreams(database, { people, clock }),
    tickets: createStreamTickets(database, clock),
    mails: createMailQueue(database, clock),
    unsubscribeLinks: createUnsubscribeLinks(database),
    digests: createDigestStore(database),
  };
}
