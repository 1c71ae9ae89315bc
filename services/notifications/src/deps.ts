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
import { wakeOpenStreams } from "./stream/consumers.ts";
import { createOpenStreams } from "./stream/open-streams.ts";
import { createLiveStreams } from "./stream/store.ts";
import { createStreamTickets } from "./stream/tickets.ts";
import { createUnsubscribeLinks } from "./unsubscribe/store.ts";

/** The whole of notifications: what it hears, stores, answers, streams and sends. */
export async function composeNotifications(
  platform: Platform,
  config: Pick<NotificationsConfig, "SMTP_URL" | "MAIL_FROM" | "PLATFORM_NAME" | "PUBLIC_URL" | "WEB_URL">,
): Promise<BuiltService> {
  const { bus, clock, database, db, log, registry } = platform;
  const people = createPeopleStore(database);
  const preferences = createPreferenceStore(database);
  const notifications = createNotificationStore(database);
  const streams = createLiveStreams(database, { people, clock });
  const tickets = createStreamTickets(database, clock);
  const openStreams = createOpenStreams();
  const mails = createMailQueue(db, clock);
  const send = createSmtpSender({ url: config.SMTP_URL, from: config.MAIL_FROM });
  const worker = createMailWorker({ mails, send, clock, log, registry });

  const unsubscribeLinks = createUnsubscribeLinks(database);
  const digests = createDigestStore(database);
  const sendMail = createMailOf({
    mails,
    worker,
    unsubscribeLinks,
    webUrl: config.WEB_URL,
    publicUrl: config.PUBLIC_URL,
    platformName: config.PLATFORM_NAME,
  });
  const gatherMessage = createMessageDigests({
    bus,
    clock,
    people,
    preferences,
    notifications,
    digests,
    sendMail,
  });
  const notify = createNotify({
    clock,
    people,
    preferences,
    notifications,
    streams,
    sendMail,
    gatherMessage,
  });
  const erasure = createErasure({
    bus,
    clock,
    notifications,
    streams,
    mails,
    digests,
    preferences,
    tickets,
    unsubscribeLinks,
  });
  addPeopleConsumers(bus, people, erasure);
  addDataExportConsumers(bus, { notifications, preferences });
  addNotificationConsumers(bus, people, notify);
  wakeOpenStreams(bus, openStreams);

  return {
    app: await buildApp({
      ...platform,
      notifications,
      preferences,
      people,
      streams,
      tickets,
      openStreams,
      unsubscribeLinks,
    }),
    async prepare() {
      await mails.ensureIndexes();
    },
    async work() {
      worker.start();
      return worker.stop;
    },
  };
}
