import type { Channel, ConsumeMessage } from "amqplib";

/** A message that came back this often without an acknowledgement may be what killed the process each time. */
const SUSPECT_AFTER_DELIVERIES = 2;

/** Consumer tags, as the broker's tools show them. */
const ONE_AT_A_TIME = "one";
const MANY = "many";

export interface SubscribeOptions {
  readonly queue: string;
  /** How many unacknowledged messages the broker sends; one at a time as long as a suspect is among them. */
  readonly prefetch: number;
  /** `false`: the broker forgets a message when it has sent it. */
  readonly acknowledge: boolean;
  isStopping(): boolean;
  receive(message: ConsumeMessage): void;
  lost(reason: string): void;
}

export interface ChannelSubscription {
  /** The broker sends nothing further. */
  cancel(): Promise<unknown>;
}

/**
 * Subscribes a channel to a queue: to one message at a time first, and to many after a message that is no suspect. The
 * broker counts a delivery of everything that was unacknowledged when a process died, not only of what killed it: with
 * many in flight, a poison message would bring all of them to the delivery limit.
 */
export async function subscribe(channel: Channel, options: SubscribeOptions): Promise<ChannelSubscription> {
  const { queue, prefetch, acknowledge, isStopping, receive, lost } = options;
  let isCareful = acknowledge && prefetch > 1;
  let consumerTag = isCareful ? ONE_AT_A_TIME : MANY;

  async function consume(count: number): Promise<void> {
    await channel.prefetch(count);
    await channel.consume(queue, take, { consumerTag, noAck: !acknowledge });
  }

  function take(message: ConsumeMessage | null): void {
    if (!message) {
      lost("the broker cancelled the consumer");
      return;
    }
    if (isCareful && !isSuspect(message)) {
      isCareful = false;
      takeMany().catch(() => lost("the subscription could not be widened"));
    }
    receive(message);
  }

  /** A prefetch applies to the subscriptions that start after it. */
  async function takeMany(): Promise<void> {
    await channel.cancel(consumerTag);
    if (isStopping()) return;
    consumerTag = MANY;
    await consume(prefetch);
  }

  await consume(isCareful ? 1 : prefetch);
  return { cancel: () => channel.cancel(consumerTag) };
}

function isSuspect({ properties }: ConsumeMessage): boolean {
  const deliveries: unknown = properties.headers?.["x-delivery-count"];
  return typeof deliveries === "number" && deliveries >= SUSPECT_AFTER_DELIVERIES;
}
