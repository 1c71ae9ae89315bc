import { ordersEndpoints as endpoints } from "@vc/contracts";
import { type App, addEndpoint, type Caller, type CallerCheck, notFound } from "@vc/http";
import { type DownloadLinks, type FileStore, MAX_FILES_PER_SCOPE, readerOf, toFileInfo } from "@vc/service";
import { isFinal } from "../orders/lifecycle.ts";
import type { Order } from "../orders/order.ts";
import type { OrderStore } from "../orders/store.ts";
import { type Part, partyOf } from "../orders/view.ts";

/** Enough for the brief, before the order costs its buyer anything. */
const MAX_UNPAID_FILES = 10;

/** An order that has ended has nothing left to attach a file to. */
function maxFilesOf({ state }: Order): number {
  if (isFinal(state)) return 0;
  return state === "awaiting_payment" ? MAX_UNPAID_FILES : MAX_FILES_PER_SCOPE;
}

export interface FileRouteDeps {
  readonly orders: OrderStore;
  readonly files: FileStore;
  readonly links: DownloadLinks;
  readonly checkCaller: CallerCheck;
}

/** Files of an order: its two parties put them there and read them, mediators read them once it is disputed. */
export function addFileRoutes(app: App, deps: FileRouteDeps): void {
  const { orders, files } = deps;

  async function requirePart(orderId: string, caller: Caller, parts: readonly Part[]): Promise<Order> {
    const order = await orders.find(orderId);
    const part = order && partyOf(order, caller);
    const isKept = part === "mediator" && order?.dispute === null;
    if (order === null || part === null || !parts.includes(part) || isKept)
      throw notFound("There is no such order of yours.");
    return order;
  }

  addEndpoint(app, endpoints.uploadOrderFile, async (request) => {
    const { caller, params } = request;
    const order = await requirePart(params.orderId, caller, ["buyer", "seller"]);
    const about = { scope: order.id, ownerId: caller.accountId, maxFiles: maxFilesOf(order) };
    return toFileInfo(await files.receive(request, about));
  });

  async function fileFor(reader: Caller, { orderId, fileId }: { orderId: string; fileId: string }) {
    await requirePart(orderId, reader, ["buyer", "seller", "mediator"]);
    const [file] = await files.find(orderId, [fileId]);
    if (file === undefined) throw notFound("This order has no such file.");
    return file;
  }

  addEndpoint(app, endpoints.downloadOrderFile, async (request, reply) => {
    const file = await fileFor(await readerOf(request, deps), request.params);
    return files.send(request, reply, file);
  });

  addEndpoint(app, endpoints.linkOrderFile, async ({ caller, params }) => {
    const { id } = await fileFor(caller, params);
    return deps.links.issue(caller, { id, path: `/v1/orders/${params.orderId}/files/${id}` });
  });
}
