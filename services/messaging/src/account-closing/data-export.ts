import type { Bus } from "@vc/bus";
import { MessagingExportCollected } from "@vc/contracts";
import { addExportConsumers, type FileStore, toFileInfo } from "@vc/service";
import type { MessageStore } from "../conversations/message-store.ts";

/** R42: the messages and files that an account sent. What others wrote to it belongs to them. */
export function addDataExportConsumers(bus: Bus, messages: MessageStore, files: FileStore): void {
  addExportConsumers(bus, MessagingExportCollected, {
    async *messages(accountId) {
      for await (const { conversationId, id, text, masked, at } of messages.sentBy(accountId)) {
        yield { conversationId, id, text, masked, at };
      }
    },
    async *files(accountId) {
      for await (const file of files.sentBy(accountId)) {
        yield { conversationId: file.scope, ...toFileInfo(file) };
      }
    },
  });
}
