import type { App } from "@vc/http";
import {
  type AccountProjection,
  acceptFiles,
  buildServiceApp,
  type FileStore,
  type Idempotency,
  type Platform,
} from "@vc/service";
import type { CaseMessages } from "./disputes/case-messages.ts";
import { addDisputeRoutes } from "./disputes/routes.ts";
import { addFileRoutes } from "./files/routes.ts";
import type { OrderMover } from "./orders/move-order.ts";
import type { PlaceOrder } from "./orders/place-order.ts";
import type { OrderPolicy } from "./orders/policy.ts";
import { addOrderRoutes } from "./orders/routes.ts";
import type { OrderStore } from "./orders/store.ts";

/** What the routes of this service work with. */
export interface OrdersDeps {
  readonly platform: Pick<Platform, "clock" | "log" | "registry" | "tokenKeys" | "readiness">;
  readonly policy: OrderPolicy;
  readonly orders: OrderStore;
  readonly accounts: Pick<AccountProjection<{ displayName: string }>, "namesOf">;
  readonly caseMessages: CaseMessages;
  readonly files: FileStore;
  readonly idempotency: Idempotency;
  readonly mover: OrderMover;
  readonly placeOrder: PlaceOrder;
}

/** The HTTP side of the service. Connects to nothing. */
export async function buildApp(deps: OrdersDeps): Promise<App> {
  const app = await buildServiceApp(deps.platform, "orders");
  await acceptFiles(app);
  addOrderRoutes(app, deps);
  addDisputeRoutes(app, deps);
  addFileRoutes(app, deps);
  return app;
}
