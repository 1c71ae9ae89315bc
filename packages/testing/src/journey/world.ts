import { isDeepStrictEqual } from "node:util";
import { type Answer, ProblemError } from "@vc/client";
import { type Mailbox, mailbox, waitFor } from "../people/index.ts";

/** Reports a step: who did it, and the result. */
export type Say = (who: string, what: string) => void;

/** The platform as its clients see it, and where steps report what they did. */
export interface World {
  readonly gatewayUrl: string;
  readonly mail: Mailbox;
  readonly say: Say;
}

export function worldAt(urls: { gatewayUrl: string; maildevUrl: string }, say: Say = () => {}): World {
  return { gatewayUrl: urls.gatewayUrl, mail: mailbox({ maildevUrl: urls.maildevUrl }), say };
}

/** A step found a result other than the expected one. The message contains both. */
export class ExpectationFailed extends Error {
  override name = "ExpectationFailed";
}

/** @throws ExpectationFailed when the values differ */
export function mustBe(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new ExpectationFailed(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

/** @throws ExpectationFailed with `seen` when the condition is false */
export function mustHold(what: string, holds: boolean, seen: unknown): void {
  if (!holds) throw new ExpectationFailed(`expected ${what}, got ${JSON.stringify(seen)}`);
}

/** @throws ExpectationFailed when the answer is not this refusal */
export function mustBeRefused(what: string, answer: Answer<unknown>, status: number, code: string): void {
  const got = { status: answer.response.status, code: answer.error?.code };
  mustBe(what, got, { status, code });
}

/**
 * The longest wait for an event to reach another service. It usually takes milliseconds, but work that a killed
 * service had leased is available again only after its lease of 60 s.
 */
const WAIT_LIMIT_MS = 90_000;

/** Reads until the value is as expected. */
export function until<T>(
  what: string,
  read: () => Promise<T | undefined | null | false>,
  timeoutMs = WAIT_LIMIT_MS,
) {
  return waitFor(read, { what, timeoutMs, intervalMs: 50 });
}

/** Answers that pass once an event arrived (404, 409) or a service is back (502, 503, 504). */
const TEMPORARY_STATUSES = [404, 409, 502, 503, 504];

/**
 * Repeats a command that depends on an event of another service until it is accepted. Each service waits up to 2 s for
 * such an event; this also outlasts the restart of a service.
 *
 * @throws ExpectationFailed with the last refusal
 */
export async function retryUntilAccepted<T>(what: string, command: () => Promise<Answer<T>>): Promise<T> {
  let last: Answer<T> | undefined;
  try {
    await until(what, async () => {
      last = await command();
      return !TEMPORARY_STATUSES.includes(last.response.status);
    });
  } catch (error) {
    if (last?.error === undefined) throw error;
  }
  if (last?.error === undefined && last !== undefined) return last.data;
  const refusal = last === undefined ? "no answer" : new ProblemError(last.error).message;
  throw new ExpectationFailed(`${what}: refused with ${refusal}`);
}

/** A random word: it occurs in the data of one person or listing only. */
export function uniqueWord(): string {
  const letters = "bcdfghjklmnpqrstvwxz";
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

/** `1500` → `15.00 €`. */
export function inEuros(amountCents: number): string {
  return `${(amountCents / 100).toFixed(2)} €`;
}
