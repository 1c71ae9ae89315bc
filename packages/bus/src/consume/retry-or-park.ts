import { backoffMs } from "@vc/backoff";
import type { ConsumeMessage } from "amqplib";
import { plainTier } from "../broker/delay-tiers.ts";
import type { OutgoingMessage, Publisher } from "../broker/publisher.ts";
import type { Names } from "../broker/topology.ts";
import { failureBackoff } from "../shared/backoff.ts";
import { pause } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import { delayedCopy, parkedCopy } from "./parking.ts";
import { decideRetry, type FailureKind } from "./retry.ts";

/** Where a message that was not applied is now, confirmed by the broker. */
export type RetryOrParkResult =
  | { readonly kind: "retried"; readonly delayMs: number }
  | { readonly kind: "parked" };

export interface RetryOrPark {
  /**
   * Sends the message to a retry tier or the parking queue. Resolves when the broker has confirmed it: the original can
   * be acknowledged.
   */
  reject(
    message: ConsumeMessage,
    queue: string,
    kind: FailureKind,
    error: unknown,
  ): Promise<RetryOrParkResult>;
  /** Sends until the broker confirms. @throws Error when the bus stops first; the original stays unacknowledged */
  send(message: OutgoingMessage): Promise<void>;
}

export interface RetryOrParkOptions {
  readonly publisher: Publisher;
  readonly names: Names;
  readonly retryDelaysMs: readonly number[];
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

export function createRetryOrPark({
  publisher,
  names,
  retryDelaysMs,
  log,
  stopped,
}: RetryOrParkOptions): RetryOrPark {
  async function send(message: OutgoingMessage): Promise<void> {
    for (let failures = 0; !stopped.aborted; ) {
      const outcome = await new Promise((settled) => publisher.publish(message, settled));
      if (outcome === "confirmed") return;
      failures += 1;
      const { messageId, exchange, routingKey } = message;
      log.warn({ messageId, exchange, routingKey, outcome, failures }, "a message could not be sent on yet");
      await pause(backoffMs(failures, failureBackoff), stopped);
    }
    throw new Error("the bus stopped before the message was sent on");
  }

  return {
    send,
    reject: async (message, queue, kind, error) => {
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
      log.warn({ queue, messageId, kind, delayMs, err: error }, "message will be retried");
      return { kind: "retried", delayMs };
    },
  };
}
