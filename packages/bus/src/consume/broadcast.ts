import type { ConsumeMessage } from "amqplib";
import type { BusLog, Subscription } from "../types.ts";
import { byName, readEvent } from "./read-event.ts";

/** Handles events for live push. An error is logged; there is no retry. */
export function broadcastHandler(
  subscriptions: readonly Subscription[],
  log: BusLog,
): (message: ConsumeMessage) => Promise<void> {
  const known = byName(subscriptions);
  return async (message) => {
    const read = readEvent(message, known);
    try {
      if (read.kind === "unreadable") throw read.error;
      await read.subscription.handle(read.event, noTransaction);
    } catch (error) {
      log.warn({ err: error, messageId: message.properties.messageId }, "a broadcast event was not handled");
    }
  };
}

const noTransaction = {
  get session(): never {
    throw new Error(
      "a broadcast handler has no transaction: it may miss events and must not keep state from them",
    );
  },
  publish: (): never => {
    throw new Error("a broadcast handler cannot publish");
  },
  armTimer: (): never => {
    throw new Error("a broadcast handler cannot arm timers");
  },
  cancelTimer: (): never => {
    throw new Error("a broadcast handler cannot cancel timers");
  },
};
