/**
 * A handler throws this when trying again cannot help: the message is parked at once, with the reason.
 * Anything else that a handler throws is tried again by the retry tiers first.
 */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}
