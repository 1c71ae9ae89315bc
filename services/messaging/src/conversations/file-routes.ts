import { messagingEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { toFileInfo } from "@vc/service";
import { isOpen } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { refuse } from "./refusals.ts";
import { visibleConversation } from "./visible-conversation.ts";

/** Files of a conversation: uploaded first, then attached to a message; only for its participants. */
export function addFileRoutes(app: App, messaging: Messaging): void {
  const { clock, files } = messaging;

  addEndpoint(app, endpoints.uploadConversationFile, async (request) => {
    const { caller, params } = request;
    const known = await visibleConversation(messaging, params.conversationId, caller);
    if (!isOpen(known, clock.now())) throw refuse("conversation_closed");
    return toFileInfo(await files.receive(request, { scope: known.id, ownerId: caller.accountId }));
  });

  addEndpoint(app, endpoints.downloadConversationFile, async ({ caller, params }, reply) => {
    const known = await visibleConversation(messaging, params.conversationId, caller);
    const [file] = await files.find(known.id, [params.fileId]);
    if (file === undefined) throw refuse("not_found");
    return files.send(reply, file);
  });
}
