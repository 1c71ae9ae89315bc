import { setTimeout as pause } from "node:timers/promises";
import { type Mail, mailbox } from "@vc/testing/people";

const EVERY_MS = 20_000;

/** The part of a mail that shows whether a recipient was notified twice. */
export type Envelope = Pick<Mail, "headers" | "to" | "subject">;

/**
 * Takes mails out of the catcher as they come, until the signal: it keeps whole mails in memory, and forgets the
 * oldest when there are many.
 *
 * @returns all that were taken, also those that were there in the end
 */
export async function collectMails(maildevUrl: string, stop: AbortSignal): Promise<Envelope[]> {
  const taken: Envelope[] = [];
  async function take(): Promise<void> {
    for (const { id, headers, to, subject } of await mailbox({ maildevUrl }).all()) {
      const gone = await fetch(new URL(`/api/email/${id}`, maildevUrl), { method: "DELETE" });
      if (!gone.ok) throw new Error(`the mail catcher answered ${gone.status}`);
      taken.push({ headers: { "message-id": headers["message-id"] }, to, subject });
    }
  }
  while (!stop.aborted) {
    await take();
    await pause(EVERY_MS, undefined, { signal: stop }).catch(() => {});
  }
  await take();
  return taken;
}
