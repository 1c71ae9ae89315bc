import {
  addAccountConsumers,
  type BuiltService,
  createIdempotency,
  type Platform,
  workOf,
} from "@vc/service";
import type Stripe from "stripe";
import { addAccountClosingConsumers } from "./account-closing/consumers.ts";
import { addDataExportConsumers } from "./account-closing/data-export.ts";
import { createErasure } from "./account-closing/erasure.ts";
import { buildApp } from "./app.ts";
import type { PaymentsConfig } from "./config.ts";
import { createCaseFiles } from "./evidence/case-files.ts";
import { addCaseConsumers } from "./evidence/consumers.ts";
import { createRefusalReports } from "./exceptions/report-refusal.ts";
import { createExceptionStore } from "./exceptions/store.ts";
import type { Issuer } from "./invoices/invoice.ts";
import { createInvoices } from "./invoices/store.ts";
import { commissionTerms } from "./ledger/commission.ts";
import { createLedger } from "./ledger/ledger.ts";
import { watchMoney } from "./metrics/watch-money.ts";
import { createEvidence } from "./movement-calls/evidence.ts";
import { createStripeCalls } from "./movement-calls/stripe-calls.ts";
import { applyEnd } from "./movement-endings/endings.ts";
import { createExecutor, type Executor } from "./movements/executor.ts";
import { createMovementStore } from "./movements/store.ts";
import { addOrderConsumers } from "./payments/consumers.ts";
import { decidedLossOf } from "./payments/escrow.ts";
import { createPaymentStore } from "./payments/store.ts";
import { createAccountPoller } from "./payout-accounts/poll-accounts.ts";
import { createPayoutAccountStore } from "./payout-accounts/store.ts";
import { createPeople } from "./people/people.ts";
import { checkPlatformAccount, createPlatformWatch } from "./platform-account/check.ts";
import { createPlatformAccountStore } from "./platform-account/store.ts";
import { createReceivableStore } from "./receivables/store.ts";
import { createBalanceWatch } from "./reconciliation/balance-watch.ts";
import { createBooks } from "./reconciliation/books.ts";
import { createOwnBookings } from "./reconciliation/own-bookings.ts";
import { createReconciliation } from "./reconciliation/reconcile.ts";
import { createReread } from "./reconciliation/reread.ts";
import { createReconciliationStore } from "./reconciliation/store.ts";
import { createStripe } from "./stripe/stripe-client.ts";
import { createEventStore } from "./webhooks/event-store.ts";
import { createEventPoller } from "./webhooks/poll-events.ts";
import { createPollStore } from "./webhooks/poll-store.ts";
import { createEventWorker } from "./webhooks/process-event.ts";
import { freeConnected } from "./withdrawals/free-funds.ts";
import { createTurns } from "./withdrawals/in-turn.ts";
import { createOldBalanceWatch } from "./withdrawals/old-balances.ts";
import { createWithdrawalStore } from "./withdrawals/store.ts";

/** How often to look whether a day is over or to be compared again. */
const RECONCILIATION_POLL_MS = 60_000;

/** The whole of payments: what it stores, hears, works at and answers. */
export async function composePayments(
  platform: Platform,
  config: PaymentsConfig,
  parts = createPaymentsParts(platform, config),
): Promise<BuiltService> {
  const { executor, eventWorker, poller, accountPoller, reconciliation, platformWatch, oldBalances } = parts;
  addPaymentsConsumers(platform, parts);
  watchMoney(platform.registry, parts);
  const workers = [executor, eventWorker, poller, accountPoller, reconciliation, platformWatch, oldBalances];
  return {
    app: await buildApp({ ...platform, ...parts }),
    work: workOf(workers),
  };
}

/**
 * The parts of payments. They connect to nothing and do nothing by themselves.
 *
 * @param stripe by default the Stripe that the configuration names
 */
export function createPaymentsParts(platform: Platform, config: PaymentsConfig, stripe = stripeOf(config)) {
  const { bus, clock, log } = platform;
  const issuer = issuerOf(config);
  const stores = createStores(platform, issuer);
  const { payments, caseFiles, movements, payoutAccounts } = stores;
  const pollMs = config.WORK_POLL_INTERVAL_MS;
  const calls = createStripeCalls({
    stripe,
    clock,
    payoutAccounts,
    evidenceFor: createEvidence({ payments, caseFiles }),
    isSuspected: (orderId) => stores.exceptions.isWaiting("fraud_warning", orderId),
    decidedLoss: async (orderId) => decidedLossOf(await payments.find(orderId)),
  });
  const executor: Executor = createExecutor({
    ...{ bus, clock, log, pollMs, movements, calls },
    // What a movement's end means may ask for another movement, so this looks at the parts when there is an end.
    ended: (ended, tx) => applyEnd(money, ended, tx),
  });
  const terms = commissionTerms(config.COMMISSION_PERCENT, config.VAT_PERCENT);
  const shell = { ...stores, clock, terms, executor };
  const money = {
    ...{ ...shell, bus, log, stripe },
    freeConnected: freeConnected(shell),
    reportRefusal: createRefusalReports({ ...stores, bus, clock, log }),
  };
  const requests = { inTurn: createTurns(), minimumCents: config.MINIMUM_WITHDRAWAL_CENTS };
  const eventWorker = createEventWorker({ ...money, pollMs });
  return {
    ...money,
    ...{ issuer, eventWorker },
    poller: createEventPoller({ ...money, eventWorker, everyMs: config.STRIPE_POLL_INTERVAL_MS }),
    accountPoller: createAccountPoller(money),
    platformWatch: createPlatformWatch(money),
    reconciliation: createReconciliation({
      ...money,
      pollMs: RECONCILIATION_POLL_MS,
      books: createBooks(platform.database, stripe),
      reread: createReread(money),
      bookOwn: createOwnBookings(money),
      watchBalance: createBalanceWatch(money),
      checkPlatform: () => checkPlatformAccount(money),
    }),
    ...requests,
    oldBalances: createOldBalanceWatch({ ...money, ...requests }),
    idempotency: createIdempotency(platform.database, clock),
    payoutCountry: config.PAYOUT_COUNTRY,
    webUrl: config.WEB_URL,
    webhookSecrets: {
      platform: config.STRIPE_PLATFORM_WEBHOOK_SECRET,
      connected: config.STRIPE_CONNECTED_WEBHOOK_SECRET,
      accounts: config.STRIPE_ACCOUNTS_WEBHOOK_SECRET,
    },
  };
}

export type PaymentsParts = ReturnType<typeof createPaymentsParts>;

/** All that payments hears. */
export function addPaymentsConsumers({ bus }: Pick<Platform, "bus">, parts: PaymentsParts): void {
  const erasure = createErasure(parts);
  addOrderConsumers(bus, parts);
  addAccountConsumers(bus, "contacts", parts.people);
  addCaseConsumers(bus, parts.caseFiles);
  addAccountClosingConsumers(bus, { ...parts, erasure });
  addDataExportConsumers(bus, parts);
}

function createStores({ database, clock }: Platform, issuer: Issuer) {
  const people = createPeople(database);
  return {
    people,
    ledger: createLedger(database),
    payments: createPaymentStore(database),
    movements: createMovementStore(database, clock),
    receivables: createReceivableStore(database),
    withdrawals: createWithdrawalStore(database),
    payoutAccounts: createPayoutAccountStore(database),
    caseFiles: createCaseFiles(database),
    invoices: createInvoices({ database, clock, issuer, people }),
    exceptions: createExceptionStore(database),
    events: createEventStore(database, clock),
    polls: createPollStore(database),
    platformAccount: createPlatformAccountStore(database),
    reconciliations: createReconciliationStore(database, clock),
  };
}

/** The client of the Stripe that the configuration names. */
function stripeOf(config: PaymentsConfig): Stripe {
  return createStripe({
    secretKey: config.STRIPE_SECRET_KEY,
    apiUrl: config.STRIPE_API_URL,
    timeoutMs: config.STRIPE_TIMEOUT_MS,
  });
}

function issuerOf(config: PaymentsConfig): Issuer {
  return {
    name: config.PLATFORM_LEGAL_NAME,
    address: config.PLATFORM_ADDRESS,
    registration: config.PLATFORM_REGISTRATION,
    vatNumber: config.PLATFORM_VAT_NUMBER,
  };
}
