import type { ConsumeMessage } from "amqplib";
import { backoffMs } from "./backoff.ts";
import { plainTier } from "./delay-tiers.ts";
import { delayedCopy, parkedCopy } from "./parking.ts";
import type { OutgoingMessage, Publisher } from "./publisher.ts";
import { decideRetry, type FailureKind } from "./retry.ts";
import type { Names } from "./topology.ts";
import type { BusLog } from "./types.ts";
import { pause } from "./waiting.ts";

/** The two ways for a message that was not applied, once it is safely on its way. */
export type SetAsideResult =
  | { readonly kind: "retried"; readonly delayMs: number }
  | { readonly kind: "parked" };

export interface SetAside {
  /** Later by the tiers, or parked: returns when the broker has confirmed it, so that the original can be acknowledged. */
  failed(message: ConsumeMessage, queue: string, kind: FailureKind, error: unknown): Promise<SetAsideResult>;
  /** Sends until the broker has it. @throws Error when the bus stops before that; the original then stays unanswered */
  send(message: OutgoingMessage): Promise<void>;
}

export interface SetAsideOptions {
  readonly publisher: Publisher;
  readonly names: Names;
  readonly retryDelaysMs: readonly number[];
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

export function createSetAside({ publisher, names, retryDelaysMs, log, stopped }: SetAsideOptions): SetAside {
  async function send(message: OutgoingMessage): Promise<void> {
    for (let failures = 0; !stopped.aborted; ) {
      const outcome = await new Promise((settled) => publisher.publish(message, settled));
      if (outcome === "confirmed") return;
      failures += 1;
      const { messageId, exchange, routingKey } = message;
      log.warn(
        { messageId, exchange, routingKey, outcome, failures },
        "a message could not be set aside yet",
      );
      await pause(backoffMs(failures), stopped);
    }
    throw new Error("the bus stopped before the message was set aside");
  }

  return {
    send,
    failed: async (message, queue, kind, error) => {
      const decision = decideRetry(kind, message.properties.headers, retryDelaysMs);
      const messageId: unknown = message.properties.messageId;
      if (decision.kind === "park") {
        const { attempts } = decision;
        await send(parkedCopy(message, { error, attempts, queue, parkedQueue: names.parked }));
        log.error({ queue, messageId, attempts, err: error }, "message parked");
        return { kind: "parked" };
      }
      const { delayMs, headers } = decision;
      await send(delayedCopy(message, names.delay(plainTier(delayMs)), queue, headers));
      log.warn({ queue, messageId, kind, delayMs, err: error }, "message will be tried again");
      return { kind: "retried", delayMs };
    },
  };
}
