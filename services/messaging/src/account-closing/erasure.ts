import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type AccountErasure, createAccountErasure, type FileStore } from "@vc/service";
import type { ConversationStore } from "../conversations/store.ts";

/**
 * R42: what a closed account wrote and sent goes out of every conversation; that it wrote, and when, stays. Its
 * inquiries and requests for support are closed, since no one is left to read an answer.
 */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  conversations: ConversationStore;
  files: FileStore;
  batchSize?: number;
}): AccountErasure {
  const { conversations, files, ...rest } = deps;
  return createAccountErasure({
    ...rest,
    steps: [
      conversations.eraseMessages,
      conversations.eraseLastMessages,
      (batch) => conversations.closeInquiries(batch, deps.clock.now()),
      (batch) => conversations.closeSupport(batch, deps.clock.now()),
      conversations.releaseSupport,
      async ({ accountId, limit }) => {
        const sent: string[] = [];
        for await (const { id } of files.sentBy(accountId)) {
          sent.push(id);
          if (sent.length === limit) break;
        }
        await files.remove(sent);
        return sent.length < limit ? "all" : "some";
      },
    ],
  });
}
