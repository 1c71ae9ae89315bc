import {
  addAccountConsumers,
  type BuiltService,
  createAccountProjection,
  createDownloadLinks,
  createFileCleaner,
  createFileStore,
  createIdempotency,
  type Platform,
  workOf,
} from "@vc/service";
import { addAccountClosingConsumers } from "./account-closing/consumers.ts";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { createClosingStore } from "./account-closing/store.ts";
import { accountModel } from "./accounts/model.ts";
import { buildApp } from "./app.ts";
import type { OrdersConfig } from "./config.ts";
import { addCaseMessageConsumers } from "./disputes/consumers.ts";
import { createCaseMessages } from "./disputes/store.ts";
import { attachedFiles } from "./files/attached-files.ts";
import { addListingConsumers } from "./listings/consumers.ts";
import { createListingStore } from "./listings/store.ts";
import { addFactConsumers } from "./orders/consumers.ts";
import { migrations } from "./orders/migrations.ts";
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

/** The whole of orders: what it stores, hears and answers. */
export async function composeOrders(platform: Platform, config: OrdersConfig): Promise<BuiltService> {
  const { database, bus, clock } = platform;
  const policy = policyOf(config);
  const orders = createOrderStore(database);
  // Orders shows names and keeps nothing else of a person.
  const accounts = createAccountProjection<{ displayName: string }>(
    database.model(accountModel),
    ({ displayName }) => ({ displayName }),
  );
  const listings = createListingStore(database);
  const files = createFileStore(platform, config);
  const cleaner = createFileCleaner({ log: platform.log, files, attached: attachedFiles(orders) });
  const links = createDownloadLinks(database, clock);
  const idempotency = createIdempotency(database, clock);
  const closings = createClosingStore(database);
  const caseMessages = createCaseMessages(database);
  const erasure = createErasure({ bus, clock, orders, closings, files, links, caseMessages, idempotency });
  const graceMs = durationMs(config.CLOSING_GRACE);

  addAccountConsumers(bus, "accounts", accounts);
  addListingConsumers(bus, listings);
  addCaseMessageConsumers(bus, { caseMessages, closings });
  addFactConsumers(bus, { orders, clock, policy });
  addAccountClosingConsumers(bus, { clock, orders, closings, erasure, graceMs });
  addDataExportConsumers(bus, { clock, orders, files });

  const stores = { orders, accounts, listings, files, links, idempotency, closings, caseMessages };
  return {
    app: await buildApp({ ...platform, ...stores, policy }),
    migrations,
    work: workOf([cleaner]),
  };
}
