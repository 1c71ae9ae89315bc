import { safeNext } from "../state/addresses.ts";

const KEY = "vc.next";

/** Keeps where a person was going while an account is opened and its address confirmed, in this tab. */
export function rememberNext(next: string | undefined): void {
  if (next !== undefined) sessionStorage.setItem(KEY, safeNext(next));
}

/** Where the person was going; the home page if nowhere. It is told once. */
export function takeNext(): string {
  const next = safeNext(sessionStorage.getItem(KEY) ?? undefined);
  sessionStorage.removeItem(KEY);
  return next;
}
