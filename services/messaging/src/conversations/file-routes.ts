import { messagingEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Caller, type CallerCheck } from "@vc/http";
import { readerOf, toFileInfo } from "@vc/service";
import { isOpen } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { refuse } from "./refusals.ts";
import { visibleConversation } from "./visible-conversation.ts";

/** Files of a conversation: uploaded first, then attached to a message; only for its participants. */
export function addFileRoutes(app: App, deps: Messaging & { readonly checkCaller: CallerCheck }): void {
  const { clock, files } = deps;

  addEndpoint(app, endpoints.uploadConversationFile, async (request) => {
    const { caller, params } = request;
    const known = await visibleConversation(deps, params.conversationId, caller);
    if (!isOpen(known, clock.now())) throw refuse("conversation_closed");
    return toFileInfo(await files.receive(request, { scope: known.id, ownerId: caller.accountId }));
  });

  async function fileFor(reader: Caller, params: { conversationId: string; fileId: string }) {
    const known = await visibleConversation(deps, params.conversationId, reader);
    const [file] = await files.find(known.id, [params.fileId]);
    if (file === undefined) throw refuse("not_found");
    return file;
  }

  addEndpoint(app, endpoints.downloadConversationFile, async (request, reply) => {
    const file = await fileFor(await readerOf(request, deps), request.params);
    return files.send(request, reply, file);
  });

  addEndpoint(app, endpoints.linkConversationFile, async ({ caller, params }) => {
    const { id } = await fileFor(caller, params);
    const path = `/v1/conversations/${params.conversationId}/files/${id}`;
    return deps.links.issue(caller, { id, path });
  });
}
