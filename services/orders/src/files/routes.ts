import { FileInfo, id } from "@vc/contracts";
import { type App, type Caller, callerOf, notFound } from "@vc/http";
import { toFileInfo } from "@vc/service";
import { z } from "zod";
import type { OrdersDeps } from "../app.ts";
import { OrderParams } from "../orders/routes.ts";
import { type Part, partyOf } from "../orders/view.ts";

/** Files of an order: its two parties put them there and read them, mediators read them once it is disputed. */
export function addFileRoutes(app: App, { orders, files }: OrdersDeps): void {
  async function requirePart(orderId: string, caller: Caller, parts: readonly Part[]): Promise<void> {
    const order = await orders.find(orderId);
    const part = order && partyOf(order, caller);
    const isKept = part === "mediator" && order?.dispute === null;
    if (part === null || !parts.includes(part) || isKept) throw notFound("There is no such order of yours.");
  }

  app.post(
    "/v1/orders/:orderId/files",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "Upload a file for the brief or a delivery: multipart field `file`, up to 50 MB",
        consumes: ["multipart/form-data"],
        params: OrderParams,
        response: { 201: FileInfo },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { orderId } = request.params;
      await requirePart(orderId, caller, ["buyer", "seller"]);
      const file = await files.receive(request, { scope: orderId, ownerId: caller.accountId });
      return reply.code(201).send(toFileInfo(file));
    },
  );

  app.get(
    "/v1/orders/:orderId/files/:fileId",
    {
      config: { access: "signed_in" },
      schema: {
        tags: ["orders"],
        summary: "Download a file of an order",
        // Whatever its content was found to be.
        produces: ["*/*"],
        params: OrderParams.extend({ fileId: id("file") }),
        response: { 200: z.any().describe("the file's bytes, as a download") },
      },
    },
    async (request, reply) => {
      const { orderId, fileId } = request.params;
      await requirePart(orderId, callerOf(request), ["buyer", "seller", "mediator"]);
      const [file] = await files.find(orderId, [fileId]);
      if (file === undefined) throw notFound("This order has no such file.");
      return files.send(reply, file);
    },
  );
}
