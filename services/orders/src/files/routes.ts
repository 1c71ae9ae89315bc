import { type App, callerOf, notFound, toFileInfo } from "@vc/chassis";
import { FileInfo, id } from "@vc/contracts";
import { z } from "zod";
import type { OrdersDeps } from "../app.ts";
import { OrderParams } from "../orders/routes.ts";
import { partyOf } from "../orders/view.ts";

/** Files of an order: its two parties put them there and read them, nobody else. */
export function addFileRoutes(app: App, { orders, files }: OrdersDeps): void {
  async function requireParty(orderId: string, accountId: string): Promise<void> {
    const order = await orders.find(orderId);
    if (order === null || partyOf(order, accountId) === null)
      throw notFound("There is no such order of yours.");
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
      const { accountId } = callerOf(request);
      const { orderId } = request.params;
      await requireParty(orderId, accountId);
      const file = await files.receive(request, { scope: orderId, ownerId: accountId });
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
        produces: ["application/octet-stream"],
        params: OrderParams.extend({ fileId: id("file") }),
        response: { 200: z.any().describe("the file's bytes, as a download") },
      },
    },
    async (request, reply) => {
      const { orderId, fileId } = request.params;
      await requireParty(orderId, callerOf(request).accountId);
      const [file] = await files.find(orderId, [fileId]);
      if (file === undefined) throw notFound("This order has no such file.");
      return files.send(reply, file);
    },
  );
}
