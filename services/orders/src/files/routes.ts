import { ordersEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Caller, notFound } from "@vc/http";
import { type FileStore, toFileInfo } from "@vc/service";
import type { OrderStore } from "../orders/store.ts";
import { type Part, partyOf } from "../orders/view.ts";

export interface FileRouteDeps {
  readonly orders: OrderStore;
  readonly files: FileStore;
}

/** Files of an order: its two parties put them there and read them, mediators read them once it is disputed. */
export function addFileRoutes(app: App, { orders, files }: FileRouteDeps): void {
  async function requirePart(orderId: string, caller: Caller, parts: readonly Part[]): Promise<void> {
    const order = await orders.find(orderId);
    const part = order && partyOf(order, caller);
    const isKept = part === "mediator" && order?.dispute === null;
    if (part === null || !parts.includes(part) || isKept) throw notFound("There is no such order of yours.");
  }

  addEndpoint(app, endpoints.uploadOrderFile, async (request) => {
    const { caller, params } = request;
    await requirePart(params.orderId, caller, ["buyer", "seller"]);
    return toFileInfo(await files.receive(request, { scope: params.orderId, ownerId: caller.accountId }));
  });

  addEndpoint(app, endpoints.downloadOrderFile, async ({ caller, params }, reply) => {
    const { orderId, fileId } = params;
    await requirePart(orderId, caller, ["buyer", "seller", "mediator"]);
    const [file] = await files.find(orderId, [fileId]);
    if (file === undefined) throw notFound("This order has no such file.");
    return files.send(reply, file);
  });
}
