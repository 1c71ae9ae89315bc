import {
  type BuiltService,
  createDownloadLinks,
  createFileCleaner,
  createFileStore,
  createIdempotency,
  type Platform,
  workOf,
} from "@vc/service";
import type { z } from "zod";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure, createStaffLeaving } from "./account-closing/erasure.ts";
import { buildApp } from "./app.ts";
import type { messagingConfig } from "./config.ts";
import { addOrderConsumers } from "./conversations/consumers.ts";
import { openAfterOrder } from "./conversations/conversation.ts";
import { createMessageStore } from "./conversations/message-store.ts";
import { createConversationStore } from "./conversations/store.ts";
import { addListingConsumers, addOrderPartyConsumers, addPeopleConsumers } from "./projections/consumers.ts";
import { createProjections } from "./projections/store.ts";

/** The whole of messaging: what it stores, hears and answers. */
export async function composeMessaging(
  platform: Platform,
  config: Pick<z.output<typeof messagingConfig>, "POLICY_TIME_SCALE" | "UPLOAD_MEGABYTES_PER_DAY">,
): Promise<BuiltService> {
  const { bus, clock, database } = platform;
  const conversations = createConversationStore(database);
  const messages = createMessageStore(database);
  const projections = createProjections(database);
  const files = createFileStore(platform, config);
  const cleaner = createFileCleaner({ log: platform.log, files, attached: messages.attachedFiles });
  const links = createDownloadLinks(database, clock);
  const idempotency = createIdempotency(database, clock);
  const openAfterOrderMs = openAfterOrder(config.POLICY_TIME_SCALE);

  addPeopleConsumers(bus, projections, {
    erasure: createErasure({ bus, clock, conversations, messages, files, links, projections, idempotency }),
    staffLeaving: createStaffLeaving({ bus, clock, conversations }),
  });
  addDataExportConsumers(bus, messages, files);
  addListingConsumers(bus, projections);
  addOrderPartyConsumers(bus, projections);
  addOrderConsumers(bus, { conversations, openAfterOrderMs });

  return {
    app: await buildApp({
      ...platform,
      conversations,
      messages,
      projections,
      files,
      links,
      clock,
      idempotency,
      openAfterOrderMs,
    }),
    work: workOf([cleaner]),
  };
}
