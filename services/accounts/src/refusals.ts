import { HttpProblem, invalidRequest } from "@vc/http";

/** Why accounts says no. */
export const REFUSALS = [
  "wrong_credentials",
  "session_over",
  "wrong_password",
  "token_invalid",
  "email_taken",
  "own_admin_role",
  "account_unknown",
  "account_gone",
  "account_closing",
  "open_orders",
  "export_unknown",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** How each refusal is answered: the only place that knows status and code. */
const answers = {
  wrong_credentials: () => new HttpProblem(401, "unauthenticated", "E-mail address or password is wrong."),
  session_over: () => new HttpProblem(401, "unauthenticated", "This session is over. Log in again."),
  account_gone: () => new HttpProblem(401, "unauthenticated", "The account of this token does not exist."),
  account_closing: () => new HttpProblem(401, "unauthenticated", "This account is being closed."),
  wrong_password: (path) => invalidRequest(path ?? "password", "is not the account's password"),
  token_invalid: (path) => invalidRequest(path ?? "token", "is not valid: wrong, used or expired"),
  email_taken: () => new HttpProblem(409, "email_taken", "There is an account with this e-mail address."),
  own_admin_role: () =>
    new HttpProblem(409, "own_admin_role", "An admin cannot give up the role: let another admin take it."),
  open_orders: () =>
    new HttpProblem(
      409,
      "open_orders",
      "Orders of this account are open, or money is owed: finish them and withdraw what is left first.",
    ),
  export_unknown: () => new HttpProblem(404, "not_found", "There is no such export of yours."),
  account_unknown: () => new HttpProblem(404, "not_found", "There is no account with this id."),
} satisfies Record<Refusal, (path?: string) => HttpProblem>;

/** The answer to a refused request, to be thrown. `path` names the field at fault where it is not the usual one. */
export function refusal(reason: Refusal, path?: string): HttpProblem {
  return answers[reason](path);
}
