import {
  addAccountConsumers,
  type BuiltService,
  createAccountProjection,
  createFileStore,
  createIdempotency,
  type Platform,
} from "@vc/service";
import { createClosingStore } from "./account-closing/closing-store.ts";
import { addAccountClosingConsumers } from "./account-closing/consumers.ts";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { accountModel } from "./accounts/model.ts";
import { buildApp } from "./app.ts";
import type { OrdersConfig } from "./config.ts";
import { createCaseMessages } from "./disputes/case-messages.ts";
import { createListingStore } from "./listings/listing-store.ts";
import { consumeFacts } from "./orders/consumers.ts";
import { createOrderMover } from "./orders/move-order.ts";
import { createOrderPlacer } from "./orders/place-order.ts";
import { durationMs, type OrderPolicy, orderPolicy } from "./orders/policy.ts";
import { createOrderStore } from "./orders/store.ts";

function policyOf(config: OrdersConfig): OrderPolicy {
  return orderPolicy(
    {
      payment: config.PAYMENT_WINDOW,
      acceptance: config.ACCEPTANCE_WINDOW,
      deliveryDay: config.DELIVERY_DAY,
      completion: config.COMPLETION_WINDOW,
      revisionAnswer: config.REVISION_ANSWER_WINDOW,
      cancellationAnswer: config.CANCELLATION_ANSWER_WINDOW,
      escalation: config.DISPUTE_ESCALATION,
      cap: config.ORDER_CAP,
      answerReminders: config.ANSWER_REMINDERS,
      deliveryReminders: config.DELIVERY_REMINDERS,
      completionReminders: config.COMPLETION_REMINDERS,
    },
    config.POLICY_TIME_SCALE,
  );
}

/** The windows that every order has, so that their timers travel in one hop. */
export function exactWindowsMs(config: OrdersConfig): number[] {
  const { paymentMs, acceptanceMs, completionMs, revisionAnswerMs, cancellationAnswerMs } = policyOf(config);
  return [paymentMs, acceptanceMs, completionMs, revisionAnswerMs, cancellationAnswerMs];
}

/** Puts the service together. */
export async function composeOrders(platform: Platform, config: OrdersConfig): Promise<BuiltService> {
  const { db, bus, clock } = platform;
  const policy = policyOf(config);
  const orders = createOrderStore(db);
  // Orders shows names and keeps nothing else of a person.
  const accounts = createAccountProjection<{ displayName: string }>(
    platform.database.model(accountModel),
    ({ displayName }) => ({ displayName }),
  );
  const listings = createListingStore(db);
  const files = createFileStore(platform);
  const idempotency = createIdempotency(platform.database, clock);
  const closings = createClosingStore(db);
  const caseMessages = createCaseMessages(db, closings);
  const mover = createOrderMover({ bus, orders, clock, policy });
  const placeOrder = createOrderPlacer({ bus, orders, listings, closings, clock, policy });

  addAccountConsumers(bus, "accounts", accounts);
  listings.follow(bus);
  caseMessages.follow(bus);
  consumeFacts(bus, mover);
  const graceMs = durationMs(config.CLOSING_GRACE);
  const erasure = createErasure({ bus, clock, orders, closings, files, caseMessages, idempotency });
  addAccountClosingConsumers({ bus, clock, orders, closings, erasure, graceMs });
  addDataExportConsumers(bus, { clock, orders, files });
  return {
    app: await buildApp({
      platform,
      policy,
      orders,
      accounts,
      caseMessages,
      files,
      idempotency,
      mover,
      placeOrder,
    }),
    prepare: async () => {
      await Promise.all([orders, caseMessages].map((store) => store.ensureIndexes()));
    },
  };
}
