import type { AccountState, Asked, Closing, ClosingAnswer, Decision } from "../accounts/account.ts";

export function startClosing(account: AccountState, closingId: string, now: Date): Decision {
  // As with giving up the role: the platform is never left without an admin.
  if (account.roles.includes("admin")) return { kind: "refused", reason: "own_admin_role" };
  const answers = { orders: null, payments: null };
  const closing: Closing = { id: closingId, since: now, isPromised: false, answers };
  return { kind: "changed", account: { ...account, closing }, announces: ["closing"] };
}

/**
 * What an answer does to a closing: one that is open ends it. Of the others the final one stays, in whatever order
 * they arrive.
 */
export function takeAnswer(account: AccountState, from: Asked, answer: ClosingAnswer): Decision {
  const { closing } = account;
  if (closing === null || closing.answers[from] === "clear") return { kind: "unchanged" };
  if (answer === "open") return { kind: "changed", account, announces: ["reopened"] };
  const answers = { ...closing.answers, [from]: answer };
  return { kind: "changed", account: { ...account, closing: { ...closing, answers } }, announces: [] };
}

export function promiseClosing(account: AccountState): Decision {
  if (account.closing === null) return { kind: "refused", reason: "open_orders" };
  const closing = { ...account.closing, isPromised: true };
  return { kind: "changed", account: { ...account, closing }, announces: [] };
}

/** Whether no service reports an open obligation at the moment. */
export function isUnopposed({ answers }: Closing): boolean {
  return answers.orders !== null && answers.payments !== null;
}

/** Whether nothing is open and nothing can be any more. */
export function isClear({ answers }: Closing): boolean {
  return answers.orders === "clear" && answers.payments === "clear";
}
