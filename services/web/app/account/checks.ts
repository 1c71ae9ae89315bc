import type { Words } from "../words/words.ts";

/** What a password needs (R40), in characters. */
export const PASSWORD_MINIMUM = 12;

/** What is wrong with an address, as far as a browser can see; undefined when nothing is. */
export function emailProblem(email: string, { account }: Words): string | undefined {
  if (email.trim() === "") return account.fieldProblems.emailMissing;
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : account.fieldProblems.emailIncomplete;
}

/** What is wrong with a password that is being chosen. */
export function newPasswordProblem(password: string, { account }: Words): string | undefined {
  if (password === "") return account.fieldProblems.passwordMissing;
  if (password.length >= PASSWORD_MINIMUM) return undefined;
  return account.fieldProblems.passwordShort({ minimum: PASSWORD_MINIMUM });
}

/** The problems that there are, by field. */
export function problemsOf(found: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found).flatMap(([field, problem]) => (problem === undefined ? [] : [[field, problem]])),
  );
}
