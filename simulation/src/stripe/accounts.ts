import type { Account, ProviderCore, Standing } from "./objects.ts";

const CAPABILITY_CHANGED = "v2.core.account[configuration.recipient].capability_status_updated";

/** Whether an account is lost for good: calls for it are answered with 403. */
export const isGone = ({ standing }: Account) => standing === "closed" || standing === "rejected";

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

    /** Stripe verifies the seller, or restricts or rejects the account. One that is lost stays so. */
    move(account: Account, standing: Exclude<Standing, "closed">): void {
      if (account.standing === standing || isGone(account)) return;
      account.standing = standing;
      emit(CAPABILITY_CHANGED, account.id, account.id);
    },

    /** Its owner closes it for good, also after Stripe has rejected it. */
    close(account: Account): void {
      if (account.standing === "closed") return;
      account.standing = "closed";
      emit("v2.core.account.closed", account.id, account.id);
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;
