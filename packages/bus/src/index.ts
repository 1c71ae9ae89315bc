export { createBus } from "./bus.ts";
export { changedMeanwhile } from "./changed-meanwhile.ts";
export { isDatabaseAway } from "./consume/attempt.ts";
export { GiveUp } from "./consume/give-up.ts";
export { on } from "./consume/subscription.ts";
export {
  discardParked,
  listParked,
  type ParkedMessage,
  type ParkedQueue,
  parkedQueueOf,
  replayParked,
  unroutableQueueOf,
} from "./operate/parked-messages.ts";
export { replayUnroutable } from "./operate/replay-unroutable.ts";
export { isDuplicateKey } from "./shared/duplicate-key.ts";
export { inShortLists, inTwoSteps, readInStretches } from "./shared/stand-in-database.ts";
export type * from "./types.ts";
