/**
 * The chart of accounts, as data. An account is a class and, where the class is kept per owner, its owner:
 * `SELLER:account_01jd…`. README.md shows the same table for people.
 *
 * `balance` says where an account's balance comes from. Accounts of one order or one seller have a guarded document
 * that every posting changes in its own transaction. The platform's own accounts have none: every payment of the
 * whole platform would write that one document, so that all postings would wait for each other. No owner's money
 * depends on reading them fast and no guard applies to them, so they are summed from the journal when asked for.
 */
export const chart = {
  STRIPE_CASH: {
    per: "platform",
    normal: "debit",
    balance: "derived",
    meaning: "the platform's balance at Stripe",
  },
  STRIPE_FEES: {
    per: "platform",
    normal: "debit",
    balance: "derived",
    meaning: "what Stripe keeps of payments",
  },
  COMMISSION: {
    per: "platform",
    normal: "credit",
    balance: "derived",
    meaning: "the platform's income, VAT not included",
  },
  VAT: {
    per: "platform",
    normal: "credit",
    balance: "derived",
    meaning: "VAT on the commission, owed to the state",
  },
  CHARGEBACK_LOSSES: {
    per: "platform",
    normal: "debit",
    balance: "derived",
    meaning: "what chargebacks take that was neither blocked nor earned by anybody",
  },
  OUTSIDE: {
    per: "platform",
    normal: "debit",
    balance: "derived",
    meaning: "what others moved, and the platform bears until a person decides whose it is",
  },
  RESERVED: {
    per: "platform",
    normal: "debit",
    balance: "derived",
    meaning: "what Stripe holds back of the platform's balance",
  },
  ESCROW: {
    per: "order",
    normal: "credit",
    balance: "guarded",
    meaning: "a buyer's payment while the order goes on",
  },
  REFUND_DUE: {
    per: "order",
    normal: "credit",
    balance: "guarded",
    meaning: "owed back to the buyer, not yet accepted by Stripe",
  },
  CHARGEBACK_HOLD: {
    per: "order",
    normal: "credit",
    balance: "guarded",
    meaning: "a payment that the buyer's bank took back, until its verdict",
  },
  CHARGEBACK_CASH: {
    per: "order",
    normal: "debit",
    balance: "guarded",
    meaning: "what the buyer's bank took out of the platform's balance, until it is decided whose that is",
  },
  SELLER: {
    per: "account",
    normal: "credit",
    balance: "guarded",
    meaning: "what a seller has earned and not withdrawn",
  },
  SELLER_RECEIVABLE: {
    per: "account",
    normal: "debit",
    balance: "guarded",
    meaning: "what a seller owes for chargebacks and their earnings have not covered",
  },
  PAYOUT_DUE: {
    per: "account",
    normal: "credit",
    balance: "guarded",
    meaning: "withdrawn, not yet confirmed by the bank",
  },
  CONNECTED_CASH: {
    per: "account",
    normal: "debit",
    balance: "guarded",
    meaning: "the seller's balance at Stripe, free for payouts",
  },
  TRANSIT: {
    per: "account",
    normal: "debit",
    balance: "guarded",
    meaning: "on the way from the seller's balance at Stripe to their bank",
  },
  RETURNING: {
    per: "account",
    normal: "debit",
    balance: "guarded",
    meaning: "on the way back from the seller's balance at Stripe to the platform's",
  },
} as const satisfies Record<string, AccountClass>;

interface AccountClass {
  readonly per: "platform" | "order" | "account";
  /** The side on which the account grows. */
  readonly normal: "debit" | "credit";
  readonly balance: "derived" | "guarded";
  readonly meaning: string;
}

export type AccountClassName = keyof typeof chart;
type PlatformAccount = {
  [Name in AccountClassName]: (typeof chart)[Name]["per"] extends "platform" ? Name : never;
}[AccountClassName];

/** The name of an account: platform accounts stand alone, all others belong to an order or a person. */
export function ledgerAccount(name: PlatformAccount): string;
export function ledgerAccount(name: Exclude<AccountClassName, PlatformAccount>, ownerId: string): string;
export function ledgerAccount(name: AccountClassName, ownerId?: string): string {
  return ownerId === undefined ? name : `${name}:${ownerId}`;
}

/** Every account that is kept for one person. */
export function personalAccounts(accountId: string): string[] {
  return Object.entries(chart).flatMap(([name, { per }]) =>
    per === "account" ? [`${name}:${accountId}`] : [],
  );
}

/**
 * The class of an account, by its name.
 *
 * @throws Error for a name that the chart does not know
 */
export function classOf(account: string): AccountClass {
  const end = account.indexOf(":");
  const name = end < 0 ? account : account.slice(0, end);
  if (!isClassName(name)) throw new Error(`the chart of accounts has no "${name}"`);
  return chart[name];
}

const isClassName = (name: string): name is AccountClassName => Object.hasOwn(chart, name);

/** An amount as its account sees it: lines count debits positive, an owner what they have. */
export function naturalCents(account: string, debitCents: number): number {
  // Adding 0 keeps -0 out of stored balances.
  return (classOf(account).normal === "debit" ? debitCents : -debitCents) + 0;
}
