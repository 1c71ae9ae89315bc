import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { DownloadLinks, FileStore, Idempotency } from "@vc/service";
import type { Projections } from "../projections/store.ts";
import type { MessageStore } from "./message-store.ts";
import type { ConversationStore } from "./store.ts";

/** What the use cases of messaging work with. */
export interface Messaging {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly conversations: ConversationStore;
  readonly messages: MessageStore;
  readonly projections: Projections;
  readonly files: FileStore;
  readonly links: DownloadLinks;
  readonly idempotency: Idempotency;
  /** R37: for how long an order's conversation stays open after the order's end. */
  readonly openAfterOrderMs: number;
}
