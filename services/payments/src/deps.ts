import { addAccountConsumers, createIdempotency, type Platform } from "@vc/service";
import type Stripe from "stripe";
import { addAccountClosingConsumers } from "./account-closing/consumers.ts";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import type { PaymentsConfig } from "./config.ts";
import { createInvoices } from "./documents/invoice-store.ts";

import { createCaseFiles } from "./evidence/case-files.ts";
import { createEvidence } from "./evidence/evidence.ts";
import { commissionTerms } from "./ledger/commission.ts";
import { createLedger } from "./ledger/ledger.ts";
import { watchMoney } from "./metrics/watch-money.ts";
import { applyEnd } from "./movements/endings.ts";
import { createExecutor, type MovementEnded } from "./movements/executor.ts";
import { createMovementStore } from "./movements/store.ts";
import { createStripeCalls } from "./movements/stripe-calls.ts";
import { createCheckout } from "./payments/checkout.ts";
import { consumeOrders } from "./payments/consumers.ts";
import { createPaymentLearner } from "./payments/learn-payment.ts";
import { createReturnLearner } from "./payments/learn-returns.ts";
import { createPaymentMover } from "./payments/move-payment.ts";
import { createPaymentStore } from "./payments/store.ts";
import { createPayoutAccounts } from "./payout-accounts/payout-accounts.ts";
import { createPayoutAccountStore } from "./payout-accounts/store.ts";
import { createPeople } from "./people/people.ts";
import { createReceivables } from "./receivables/collect.ts";
import { createReceivableStore } from "./receivables/store.ts";
import { createBooks } from "./reconciliation/books.ts";
import { createReconciliation } from "./reconciliation/reconcile.ts";
import { rereading } from "./reconciliation/reread.ts";
import { createReconciliationStore } from "./reconciliation/store.ts";
import { createStripe } from "./stripe/stripe-client.ts";
import { createEventStore } from "./webhooks/event-store.ts";
import { createEventPoller } from "./webhooks/poll-events.ts";
import { createEventWorker } from "./webhooks/process-event.ts";
import { createPayoutLearner } from "./withdrawals/learn-payout.ts";
import { createWithdrawalStore } from "./withdrawals/store.ts";
import { createWithdrawals } from "./withdrawals/withdraw.ts";

/** How often to look whether a day is over or to be compared again. */
const RECONCILIATION_POLL_MS = 60_000;

/** The client of the Stripe that the configuration names. */
function stripeOf(config: PaymentsConfig): Stripe {
  return createStripe({
    secretKey: config.STRIPE_SECRET_KEY,
    apiUrl: config.STRIPE_API_URL,
    timeoutMs: config.STRIPE_TIMEOUT_MS,
  });
}

/** Puts the service together. */
export function composePayments(platform: Platform, config: PaymentsConfig, stripe = stripeOf(config)) {
  const { database, bus, clock, log } = platform;
  const webUrl = config.WEB_URL;
  const pollMs = config.WORK_POLL_INTERVAL_MS;
  const terms = commissionTerms(config.COMMISSION_PERCENT, config.VAT_PERCENT);
  const ledger = createLedger(database);
  const payments = createPaymentStore(database);
  const movements = createMovementStore(database, clock);
  const withdrawalStore = createWithdrawalStore(database);
  const payoutAccountStore = createPayoutAccountStore(database);
  const events = createEventStore(database, clock);
  const people = createPeople(database);
  const idempotency = createIdempotency(database, clock);

  const caseFiles = createCaseFiles(database);
  const calls = createStripeCalls({
    stripe,
    payoutAccounts: payoutAccountStore,
    evidenceFor: createEvidence({ payments, caseFiles }),
  });
  // A function, since what a movement's end means is decided by those who need the executor to ask for one.
  const executor = createExecutor({ bus, clock, log, pollMs, movements, calls, ended: () => movementEnded });
  const receivableStore = createReceivableStore(database);
  const receivables = createReceivables({
    clock,
    store: receivableStore,
    ledger,
    movements,
    executor: executor.worker,
  });
  const money = { bus, clock, ledger, movements, receivables, executor: executor.worker };
  const issuer = {
    name: config.PLATFORM_LEGAL_NAME,
    address: config.PLATFORM_ADDRESS,
    registration: config.PLATFORM_REGISTRATION,
    vatNumber: config.PLATFORM_VAT_NUMBER,
  };
  const invoices = createInvoices({ database, clock, issuer, people });
  const mover = createPaymentMover({ ...money, invoices, terms, payments });
  const withdrawals = createWithdrawals({
    ...money,
    store: withdrawalStore,
    payoutAccounts: payoutAccountStore,
  });
  const payoutAccounts = createPayoutAccounts({
    ...money,
    stripe,
    store: payoutAccountStore,
    people,
    country: config.PAYOUT_COUNTRY,
    webUrl,
  });

  const movementEnded: MovementEnded = (tx, ended) =>
    applyEnd({ payments: mover, withdrawals, receivables }, tx, ended);

  const learner = createPaymentLearner({ stripe, payments, mover, log });
  const returns = createReturnLearner({ stripe, payments, movements, mover, learner, log });
  const payouts = createPayoutLearner({ stripe, withdrawals });
  const checkout = createCheckout({ ...money, stripe, payments, learner });
  const eventWorker = createEventWorker({
    clock,
    events,
    log,
    pollMs,
    payments: learner,
    returns,
    payouts,
    payoutAccounts,
  });
  const poller = createEventPoller({
    stripe,
    clock,
    log,
    everyMs: config.STRIPE_POLL_INTERVAL_MS,
    events,
    eventWorker,
    withdrawals: withdrawalStore,
    payoutAccounts: payoutAccountStore,
    payouts,
  });

  const reconciliations = createReconciliationStore(database, clock);
  const reconciliation = createReconciliation({
    clock,
    log,
    pollMs: RECONCILIATION_POLL_MS,
    books: createBooks(database, stripe),
    store: reconciliations,
    payoutAccounts: payoutAccountStore,
    reread: rereading({ payments: learner, returns }),
  });

  watchMoney(platform.registry, { clock, movements, events, reconciliations });
  consumeOrders(bus, payments, mover);
  addAccountConsumers(bus, "contacts", people);
  caseFiles.follow(bus);
  const erasure = createErasure({
    bus,
    clock,
    payments,
    payoutAccounts: payoutAccountStore,
    invoices,
    caseFiles,
    idempotency,
  });
  addAccountClosingConsumers({ bus, ledger, payments, erasure });
  addDataExportConsumers(bus, {
    ledger,
    invoices,
    payments,
    withdrawals: withdrawalStore,
    payoutAccounts: payoutAccountStore,
  });

  const workers = [executor.worker, eventWorker, poller, reconciliation];
  return {
    platform,
    stripe,
    webUrl,
    terms,
    webhookSecrets: {
      platform: config.STRIPE_PLATFORM_WEBHOOK_SECRET,
      connected: config.STRIPE_CONNECTED_WEBHOOK_SECRET,
      accounts: config.STRIPE_ACCOUNTS_WEBHOOK_SECRET,
    },
    ledger,
    payments,
    movements,
    receivableStore,
    mover,
    executor,
    checkout,
    withdrawals,
    withdrawalStore,
    payoutAccounts,
    payoutAccountStore,
    events,
    eventWorker,
    poller,
    reconciliations,
    reconciliation,
    invoices,
    people,
    issuer,
    idempotency,
    work: async (): Promise<() => Promise<void>> => {
      for (const worker of workers) worker.start();
      return async () => {
        await Promise.all(workers.map((worker) => worker.stop()));
      };
    },
  };
}

export type PaymentsDeps = ReturnType<typeof composePayments>;
