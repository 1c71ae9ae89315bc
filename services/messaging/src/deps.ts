import { type BuiltService, createFileStore, type Platform } from "@vc/service";
import type { z } from "zod";
import { buildApp } from "./app.ts";
import type { messagingConfig } from "./config.ts";
import { followOrders } from "./conversations/consumers.ts";
import { exportMessages } from "./conversations/export-messages.ts";
import { createConversationStore } from "./conversations/store.ts";
import { addPeopleConsumers, followListings, followOrderParties } from "./projections/consumers.ts";
import { createProjections } from "./projections/store.ts";

/** The whole of messaging: what it stores, hears and answers. */
export async function composeMessaging(
  platform: Platform,
  config: Pick<z.output<typeof messagingConfig>, "POLICY_TIME_SCALE">,
): Promise<BuiltService> {
  const { bus, clock, db } = platform;
  const conversations = createConversationStore(db);
  const projections = createProjections(db);
  const files = createFileStore(db);

  addPeopleConsumers(bus, projections, files, conversations);
  exportMessages(bus, conversations, files);
  followListings(bus, projections);
  followOrderParties(bus, projections);
  followOrders(bus, { conversations, timeScale: config.POLICY_TIME_SCALE });

  return {
    app: await buildApp({ ...platform, conversations, projections, files, clock }),
    prepare: async () => {
      await Promise.all([conversations, files].map((store) => store.ensureIndexes()));
    },
  };
}
