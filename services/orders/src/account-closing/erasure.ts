import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import {
  type AccountErasure,
  createAccountErasure,
  type DownloadLinks,
  describeModel,
  type Erased,
  type ErasureBatch,
  type FileStore,
  type Idempotency,
} from "@vc/service";
import type { CaseMessages } from "../disputes/store.ts";
import { orderModel } from "../orders/model.ts";
import type { OrderStore } from "../orders/store.ts";
import { eraseParty } from "./erase-party.ts";
import type { ClosingStore } from "./store.ts";

const orderTexts = describeModel(orderModel);

/** R42: the words of a closed account go from its orders, messages of disputes and files; every order stays. */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  orders: OrderStore;
  closings: ClosingStore;
  files: FileStore;
  links: Pick<DownloadLinks, "erase">;
  caseMessages: CaseMessages;
  idempotency: Idempotency;
  batchSize?: number;
}): AccountErasure {
  const { orders, closings, files, links, caseMessages, idempotency, ...rest } = deps;

  /** Orders show no sign of their erasure, so the closing keeps the place of the last one. */
  async function eraseOrders({ accountId, tx, limit }: ErasureBatch): Promise<Erased> {
    const closing = await closings.find(accountId, tx.session);
    const batch = await orders.ofParty(accountId, closing.erasedUpTo, limit, tx.session);
    for (const order of batch.orders) {
      const party = order.buyerId === accountId ? "buyer" : "seller";
      await orders.replace(order, eraseParty(order, party, orderTexts), tx.session);
      // The answer to the buyer's placing shows the seller's name and text.
      if (party === "seller") await idempotency.eraseMentions(order.buyerId, order.id, tx.session);
    }
    if (batch.place === null) return "all";
    await closings.replace({ ...closing, erasedUpTo: batch.place }, tx.session);
    return "some";
  }

  /** A delivered file is the buyer's, its name is the seller's. Every other file goes. */
  async function eraseFiles({ accountId, limit }: ErasureBatch): Promise<Erased> {
    let changed = 0;
    for await (const { id, scope, name } of files.sentBy(accountId)) {
      const order = await orders.find(scope);
      const isDelivered = order?.deliveries.some(({ fileIds }) => fileIds.includes(id)) ?? false;
      const nameless = `file${/\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? ""}`;
      if (isDelivered && name === nameless) continue;
      if (isDelivered) await files.rename(id, nameless);
      else await files.remove([id]);
      if (++changed === limit) return "some";
    }
    return "all";
  }

  return createAccountErasure({
    ...rest,
    steps: [idempotency.erase, links.erase, eraseOrders, caseMessages.eraseSender, eraseFiles],
    timerKind: "departure_erasure",
  });
}
