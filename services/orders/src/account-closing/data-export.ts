import type { Bus } from "@vc/bus";
import { OrdersExportCollected } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { addExportConsumers, type FileStore, toFileInfo } from "@vc/service";
import type { OrderStore } from "../orders/store.ts";
import { toOrderView, toTimeline } from "../orders/view.ts";

/** R42: a person's orders on both sides, as the API shows them; the other side's name is theirs and is left out. */
export function addDataExportConsumers(
  bus: Bus,
  deps: { clock: Clock; orders: OrderStore; files: FileStore },
): void {
  const { clock, orders, files } = deps;

  const nameOf = () => ({ displayName: "", closed: false });

  async function* ordersOf(accountId: string, by: "buyer" | "seller") {
    for await (const order of orders.allOf(accountId, by)) {
      const { buyer, seller, ...view } = toOrderView(order, { by, now: clock.now(), nameOf, files: [] });
      yield {
        ...view,
        buyer: { id: buyer.id },
        seller: { id: seller.id },
        timeline: toTimeline(order).items,
      };
    }
  }

  addExportConsumers(bus, OrdersExportCollected, {
    purchases: (accountId) => ordersOf(accountId, "buyer"),
    sales: (accountId) => ordersOf(accountId, "seller"),
    async *files(accountId) {
      for await (const file of files.sentBy(accountId)) yield { orderId: file.scope, ...toFileInfo(file) };
    },
  });
}
