import type { Account, ProviderCore, Standing } from "./objects.ts";

const CAPABILITY_CHANGED = "v2.core.account[configuration.recipient].capability_status_updated";

/** The sellers' accounts at the payment provider. */
export function createAccounts({ newId, emit }: ProviderCore) {
  const accounts = new Map<string, Account>();

  return {
    find: (id: string): Account | undefined => accounts.get(id),
    all: (): readonly Account[] => [...accounts.values()],

    create(sellerId: string): Account {
      const account: Account = { id: newId("acct"), sellerId, standing: "onboarding" };
      accounts.set(account.id, account);
      return account;
    },

    /** Stripe verifies the seller, or restricts the account. */
    move(account: Account, standing: Standing): void {
      if (account.standing === standing) return;
      account.standing = standing;
      emit(CAPABILITY_CHANGED, account.id, account.id);
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
