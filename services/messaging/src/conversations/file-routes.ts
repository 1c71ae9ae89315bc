import { FileInfo, id } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { toFileInfo } from "@vc/service";
import { z } from "zod";
import type { Messaging } from "../messaging.ts";
import { isOpen } from "./conversation.ts";
import { refuse } from "./refusals.ts";
import { ConversationParams, visibleConversation } from "./routes.ts";

/** Files of a conversation: sent to it first, then attached to a message; only for those who are in it. */
export function registerFileRoutes(app: App, messaging: Messaging): void {
  const { clock, files } = messaging;
  const config = { access: "signed_in" } as const;
  const tags = ["conversations"];

  app.post(
    "/v1/conversations/:conversationId/files",
    {
      config,
      schema: {
        tags,
        summary: "Upload a file (multipart field `file`), to be attached to a message",
        consumes: ["multipart/form-data"],
        params: ConversationParams,
        response: { 201: FileInfo },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const known = await visibleConversation(messaging, request.params.conversationId, caller);
      if (!isOpen(known, clock.now())) throw refuse("conversation_closed");
      const stored = await files.receive(request, { scope: known.id, ownerId: caller.accountId });
      return reply.code(201).send(toFileInfo(stored));
    },
  );

  app.get(
    "/v1/conversations/:conversationId/files/:fileId",
    {
      config,
      schema: {
        tags,
        summary: "Download a file",
        // Whatever its content was found to be.
        produces: ["*/*"],
        params: ConversationParams.extend({ fileId: id("file") }),
        response: { 200: z.any().describe("the file's bytes, as a download") },
      },
    },
    async (request, reply) => {
      const known = await visibleConversation(messaging, request.params.conversationId, callerOf(request));
      const [file] = await files.find(known.id, [request.params.fileId]);
      if (file === undefined) throw refuse("not_found");
      return files.send(reply, file);
    },
  );
}
