export { createBus } from "./bus.ts";
export { GiveUp } from "./give-up.ts";
export {
  discardParked,
  listParked,
  type ParkedMessage,
  type ParkedQueue,
  parkedQueueOf,
  replayParked,
} from "./parked-messages.ts";
export { on } from "./subscription.ts";
export type * from "./types.ts";
