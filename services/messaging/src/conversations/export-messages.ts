import { type Bus, on } from "@vc/bus";
import { ExportRequested, MessagingExportCollected } from "@vc/contracts";
import { exportPart, type FileStore, toFileInfo } from "@vc/service";
import type { ConversationStore } from "./store.ts";

/** R42: what somebody wrote and sent. What others wrote to them is the others'. */
export function exportMessages(bus: Bus, conversations: ConversationStore, files: FileStore): void {
  bus.consume({
    purpose: "exports",
    subscriptions: [
      on(
        ExportRequested,
        exportPart(MessagingExportCollected, {
          async *messages(accountId) {
            for await (const { conversationId, id, text, masked, at } of conversations.sentBy(accountId)) {
              yield { conversationId, id, text, masked, at };
            }
          },
          async *files(accountId) {
            for await (const file of files.sentBy(accountId)) {
              yield { conversationId: file.scope, ...toFileInfo(file) };
            }
          },
        }),
      ),
    ],
  });
}
