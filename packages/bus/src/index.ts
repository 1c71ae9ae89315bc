export { isDatabaseAway } from "./attempt.ts";
export { createBus } from "./bus.ts";
export { GiveUp } from "./give-up.ts";
export {
  discardParked,
  listParked,
  type ParkedMessage,
  type ParkedQueue,
  parkedQueueOf,
  replayParked,
  unroutableQueueOf,
} from "./parked-messages.ts";
export { replayUnroutable } from "./replay-unroutable.ts";
export { on } from "./subscription.ts";
export type * from "./types.ts";
