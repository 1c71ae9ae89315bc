import type { Bus } from "@vc/bus";
import type { Role } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { EmailedTokens } from "../emailed-tokens/emailed-tokens.ts";
import { refusal } from "../refusals.ts";
import {
  type AccountState,
  changeEmail,
  type ProfileChanges,
  requestVerification,
  setRoles,
  updateProfile,
  verifyEmail,
  whileProven,
} from "./account.ts";
import type { AccountChanger } from "./change-account.ts";
import type { AccountStore } from "./store.ts";

/** What happens to an account once it exists, each in one transaction with its events. */
export function createProfile(deps: {
  bus: Bus;
  clock: Clock;
  accounts: AccountStore;
  changer: AccountChanger;
  tokens: EmailedTokens;
  bootstrapAdmins: readonly string[];
}) {
  const { bus, clock, accounts, changer, tokens, bootstrapAdmins } = deps;

  return {
    update: (accountId: string, changes: ProfileChanges): Promise<AccountState> =>
      bus.transaction((tx) => changer.change(tx, accountId, (account) => updateProfile(account, changes))),

    /**
     * @param provenHash what the password that was given matched
     * @throws HttpProblem 401 when another password was set meanwhile; 409 `email_taken`
     */
    changeEmail: (accountId: string, email: string, provenHash: string): Promise<AccountState> =>
      bus.transaction(async (tx) => {
        const owner = await accounts.findByEmail(email, tx.session);
        if (owner !== null && owner.id !== accountId) throw refusal("email_taken");
        return changer.change(
          tx,
          accountId,
          whileProven(provenHash, (account) => changeEmail(account, email)),
        );
      }),

    requestVerification: (accountId: string): Promise<AccountState> =>
      bus.transaction((tx) => changer.change(tx, accountId, requestVerification)),

    /**
     * @throws HttpProblem 400 when the token is unknown, voided, expired, or of an address given up since;
     *   409 `email_taken` when another account owns the new address
     */
    verifyEmail: (token: string): Promise<AccountState> =>
      bus.transaction(async (tx) => {
        const proof = await tokens.read("verification", token, clock.now(), tx.session);
        if (proof === null) throw refusal("token_invalid");
        const { accountId, email } = proof;
        const isNamedAdmin =
          bootstrapAdmins.includes(email) && !(await accounts.hasRole("admin", tx.session));
        return changer.change(tx, accountId, (account) => verifyEmail(account, email, { isNamedAdmin }));
      }),

    /** @throws HttpProblem 404 · 409 `own_admin_role` */
    setRoles: (accountId: string, roles: readonly Role[], byAccountId: string): Promise<AccountState> =>
      bus.transaction((tx) =>
        changer.change(tx, accountId, (account) => setRoles(account, roles, byAccountId), "account_unknown"),
      ),
  };
}
export type Profile = ReturnType<typeof createProfile>;
