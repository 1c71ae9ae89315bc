import { accountsEndpoints } from "./accounts.ts";
import { catalogEndpoints } from "./catalog.ts";
import type { Endpoint } from "./define-endpoints.ts";
import { messagingEndpoints, supportEndpoints } from "./messaging.ts";
import { notificationsEndpoints } from "./notifications.ts";
import { disputesEndpoints, orderActionEndpoints, ordersEndpoints } from "./orders.ts";
import { paymentsEndpoints } from "./payments.ts";
import { reportsEndpoints, reviewsEndpoints, sellersEndpoints } from "./reviews.ts";

export * from "./accounts.ts";
export * from "./catalog.ts";
export {
  type Access,
  answerOf,
  type DetailedAnswer,
  declaresProblem,
  declaresSuccess,
  defineEndpoints,
  type Endpoint,
  isIdempotent,
  operationOf,
  problemsOf,
} from "./define-endpoints.ts";
export * from "./messaging.ts";
export * from "./notifications.ts";
export * from "./orders.ts";
export * from "./payments.ts";
export * from "./reviews.ts";

/** Every service that has endpoints, and its endpoints in the order in which documents show them. */
const groups = {
  accounts: [accountsEndpoints],
  catalog: [catalogEndpoints],
  orders: [ordersEndpoints, orderActionEndpoints, disputesEndpoints],
  payments: [paymentsEndpoints],
  messaging: [messagingEndpoints, supportEndpoints],
  reviews: [reviewsEndpoints, reportsEndpoints, sellersEndpoints],
  notifications: [notificationsEndpoints],
} as const satisfies Readonly<Record<string, readonly Readonly<Record<string, Endpoint>>[]>>;

/** A service that has endpoints. */
export type ServiceName = keyof typeof groups;

/** Every endpoint of the public API. */
export const allEndpoints: readonly Endpoint[] = Object.values(groups)
  .flat()
  .flatMap((group): Endpoint[] => Object.values(group));
