import { isDeepStrictEqual } from "node:util";
import { type Answer, ProblemError } from "@vc/client";
import { type Mailbox, mailbox, waitFor } from "@vc/testing/people";

/** Tells what happened: who did it, and what came of it. */
export type Say = (who: string, what: string) => void;

/** Where the platform is, as a client of it sees it, and where steps tell what happened. */
export interface World {
  readonly gatewayUrl: string;
  readonly mail: Mailbox;
  readonly say: Say;
}

export function worldAt(urls: { gatewayUrl: string; maildevUrl: string }, say: Say = () => {}): World {
  return { gatewayUrl: urls.gatewayUrl, mail: mailbox({ maildevUrl: urls.maildevUrl }), say };
}

/** Something is not as it must be; the message says what was expected and what is. */
export class NotAsItMustBe extends Error {
  override name = "NotAsItMustBe";
}

export function mustBe(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new NotAsItMustBe(
    `${what}: expected ${JSON.stringify(expected)}, but it is ${JSON.stringify(actual)}`,
  );
}

export function mustHold(what: string, holds: boolean, seen: unknown): void {
  if (!holds) throw new NotAsItMustBe(`expected ${what}, but there is ${JSON.stringify(seen)}`);
}

/** Checks that an answer is this refusal. */
export function mustBeRefused(what: string, answer: Answer<unknown>, status: number, code: string): void {
  const got = { status: answer.response.status, code: answer.error?.code };
  mustBe(what, got, { status, code });
}

/**
 * How long the parts of the platform may take to hear of each other. Milliseconds, as a rule; but what a service had
 * in hand when it was killed is taken up again only after its lease of 60 s.
 */
const PATIENCE_MS = 90_000;

/** Reads until what is read is as expected. */
export function until<T>(
  what: string,
  read: () => Promise<T | undefined | null | false>,
  timeoutMs = PATIENCE_MS,
) {
  return waitFor(read, { what, timeoutMs, intervalMs: 50 });
}

/**
 * Repeats a command that another service's event makes possible, until it is. Each service itself waits 2 s for such
 * an event; a good client outlasts also the restart of a service.
 */
export async function whenOthersKnow<T>(what: string, command: () => Promise<Answer<T>>): Promise<T> {
  let last: Answer<T> | undefined;
  try {
    await until(what, async () => {
      last = await command();
      return ![404, 409, 502, 503, 504].includes(last.response.status);
    });
  } catch (error) {
    if (last?.error === undefined) throw error;
  }
  if (last?.error === undefined && last !== undefined) return last.data;
  const refusal = last === undefined ? "no answer" : new ProblemError(last.error).message;
  throw new NotAsItMustBe(`${what}: refused with ${refusal}`);
}

/** A word that nobody else's data has. */
export function uniqueWord(): string {
  const letters = "bcdfghjklmnpqrstvwxz";
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

/** `1500` → `15.00 €`. */
export function inEuros(amountCents: number): string {
  return `${(amountCents / 100).toFixed(2)} €`;
}
