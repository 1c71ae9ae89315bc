/**
 * A handler throws this when a retry cannot help: the message is parked at once, with the reason.
 * After any other error the message takes the retry tiers first.
 */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}
