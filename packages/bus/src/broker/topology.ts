import type { DelayTier } from "./delay-tiers.ts";

/** What a bus declares on the broker, as data: checked before it is declared, and deleted by the same list. */
export interface Topology {
  readonly exchanges: readonly ExchangeDeclaration[];
  readonly queues: readonly QueueDeclaration[];
  readonly bindings: readonly Binding[];
}

interface ExchangeDeclaration {
  readonly name: string;
  readonly type: "topic" | "fanout" | "direct";
  readonly alternateExchange?: string;
  /** Removed when the last queue that was bound to it is removed. */
  readonly autoDelete?: true;
}

interface QueueDeclaration {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string | number>>;
}

interface Binding {
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
}

export interface Names {
  readonly events: string;
  /** The exchange for events that no queue is bound for, and the queue that keeps them. */
  readonly unroutable: string;
  readonly unroutableQueue: string;
  /** The exchange through which delayed messages go back to the queue that they name. */
  readonly returns: string;
  readonly parked: string;
  readonly timers: string;
  /** The queue of broadcast events that no instance receives. */
  readonly broadcast: string;
  queue(purpose: string): string;
  delay(tier: DelayTier): string;
}

/** Every name on the broker comes from here. */
export function namesOf(namespace: string, service: string): Names {
  return {
    events: eventsExchangeOf(namespace),
    unroutable: `${namespace}events.unroutable`,
    unroutableQueue: unroutableQueueOf(namespace),
    returns: returnsExchangeOf(namespace),
    parked: parkedQueueOf(service, namespace),
    timers: `${namespace}${service}.timers`,
    broadcast: `${namespace}${service}.broadcast`,
    queue: (purpose) => `${namespace}${service}.${purpose}`,
    delay: (tier) => `${namespace}delayed.${tier.name}`,
  };
}

export function eventsExchangeOf(namespace = ""): string {
  return `${namespace}events`;
}

export function returnsExchangeOf(namespace = ""): string {
  return `${namespace}returns`;
}

export function unroutableQueueOf(namespace = ""): string {
  return `${namespace}events.unroutable`;
}

export function parkedQueueOf(service: string, namespace = ""): string {
  return `${namespace}${service}.parked`;
}

/** After this many deliveries without an acknowledgement (the process died each time) the broker parks the message. */
const DELIVERY_LIMIT = 20;
/** Listing parked messages returns them to their queue, which counts as a delivery: RabbitMQ 4 would drop them at 20. */
const UNLIMITED_DELIVERIES = 1_000_000_000;
/** Long enough for an operator to notice after a holiday that an event is missing, and to replay it. */
const UNROUTABLE_RETENTION_MS = 28 * 24 * 60 * 60 * 1_000;
/** An event without a bound queue comes with every order: the oldest are dropped before they fill the broker's disk. */
const MAX_UNROUTABLE_BYTES = 256 * 1024 * 1024;

export interface TopologyInput {
  readonly names: Names;
  /** Queue name and the events bound to it. */
  readonly consumers: readonly { readonly queue: string; readonly events: readonly string[] }[];
  /** Events that every connected instance receives. */
  readonly broadcastEvents?: readonly string[];
  readonly hasTimers: boolean;
  readonly tiers: readonly DelayTier[];
  /** For namespaces that may be left behind; see `BusOptions`. */
  readonly expireQueuesAfterMs?: number | undefined;
}

/** The whole topology of one service's bus. Shared parts have the same arguments in every service. */
export function topologyOf(input: TopologyInput): Topology {
  const { expireQueuesAfterMs } = input;
  const topology = lastingTopology(input);
  if (expireQueuesAfterMs === undefined) return topology;
  return {
    exchanges: topology.exchanges.map((exchange) => ({ ...exchange, autoDelete: true })),
    queues: topology.queues.map((queue) => ({
      ...queue,
      arguments: { ...queue.arguments, "x-expires": expireQueuesAfterMs },
    })),
    bindings: topology.bindings,
  };
}

function lastingTopology({
  names,
  consumers,
  broadcastEvents = [],
  hasTimers,
  tiers,
}: TopologyInput): Topology {
  const distinctTiers = [...new Map(tiers.map((tier) => [tier.name, tier])).values()];
  const consumed = [...consumers.map(({ queue }) => queue), ...(hasTimers ? [names.timers] : [])];
  return {
    exchanges: [
      { name: names.unroutable, type: "fanout" },
      { name: names.events, type: "topic", alternateExchange: names.unroutable },
      { name: names.returns, type: "direct", alternateExchange: names.unroutable },
      ...distinctTiers.map((tier) => ({ name: names.delay(tier), type: "fanout" as const })),
    ],
    queues: [
      retentionQueue(names.unroutableQueue),
      parkingQueue(names.parked),
      ...consumed.map((queue) => consumerQueue(queue, names.parked)),
      ...(broadcastEvents.length > 0 ? [transientQueue(names.broadcast)] : []),
      ...distinctTiers.map((tier) => delayQueue(names.delay(tier), tier.delayMs, names.returns)),
    ],
    bindings: [
      { queue: names.unroutableQueue, exchange: names.unroutable, routingKey: "" },
      ...consumers.flatMap((consumer) =>
        consumer.events.map((event) => ({
          queue: consumer.queue,
          exchange: names.events,
          routingKey: event,
        })),
      ),
      ...consumed.map((queue) => ({ queue, exchange: names.returns, routingKey: queue })),
      ...broadcastEvents.map((event) => ({
        queue: names.broadcast,
        exchange: names.events,
        routingKey: event,
      })),
      ...distinctTiers.map((tier) => ({
        queue: names.delay(tier),
        exchange: names.delay(tier),
        routingKey: "",
      })),
    ],
  };
}

/** What one consumer needs: its queue, the exchanges that feed it, and the parking queue. */
export function consumerPart(topology: Topology, names: Names, queue: string): Topology {
  const exchanges = [names.unroutable, names.events, names.returns];
  const queues = [names.parked, queue];
  return {
    exchanges: topology.exchanges.filter(({ name }) => exchanges.includes(name)),
    queues: topology.queues.filter(({ name }) => queues.includes(name)),
    bindings: topology.bindings.filter((binding) => binding.queue === queue),
  };
}

/** Keeps messages until an operator replays or discards them. */
function parkingQueue(name: string): QueueDeclaration {
  return { name, arguments: { "x-queue-type": "quorum", "x-delivery-limit": UNLIMITED_DELIVERIES } };
}

function retentionQueue(name: string): QueueDeclaration {
  return {
    name,
    arguments: {
      ...parkingQueue(name).arguments,
      "x-message-ttl": UNROUTABLE_RETENTION_MS,
      "x-max-length-bytes": MAX_UNROUTABLE_BYTES,
    },
  };
}

/**
 * Has no consumer and keeps nothing. With it a broadcast event always reaches a queue and does not count as unroutable:
 * instances' own queues are removed with their connections, and an event that none receives needs no replay.
 */
function transientQueue(name: string): QueueDeclaration {
  return { name, arguments: { "x-queue-type": "classic", "x-message-ttl": 0 } };
}

function consumerQueue(name: string, parked: string): QueueDeclaration {
  return {
    name,
    arguments: {
      "x-queue-type": "quorum",
      "x-delivery-limit": DELIVERY_LIMIT,
      ...deadLettering(""),
      "x-dead-letter-routing-key": parked,
    },
  };
}

/**
 * Has no routing key: a message goes on to the queue whose full name it was published with. One whose queue is gone is kept
 * as unroutable: in the default exchange, 32 of them would stop every other message of the tier.
 */
function delayQueue(name: string, delayMs: number, returns: string): QueueDeclaration {
  return {
    name,
    arguments: { "x-queue-type": "quorum", "x-message-ttl": delayMs, ...deadLettering(returns) },
  };
}

/** At-least-once needs `reject-publish`: the broker removes a message only when the next queue has confirmed it. */
function deadLettering(exchange: string) {
  return {
    "x-dead-letter-exchange": exchange,
    "x-dead-letter-strategy": "at-least-once",
    "x-overflow": "reject-publish",
  };
}

const PURPOSE_PATTERN = /^[a-z][a-z0-9_-]*$/;
const EVENT_NAME_PATTERN = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){2}\.v[1-9]\d*$/;
const RESERVED_PURPOSES: readonly string[] = ["parked", "timers"];

/**
 * Finds declarations that would lose or misdeliver messages.
 *
 * @returns one sentence per mistake
 */
export function topologyProblems(
  consumers: readonly { readonly purpose: string; readonly events: readonly string[] }[],
): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { purpose, events } of consumers) {
    if (!PURPOSE_PATTERN.test(purpose))
      problems.push(`purpose "${purpose}" must be lower case letters, digits, - and _`);
    if (RESERVED_PURPOSES.includes(purpose))
      problems.push(`purpose "${purpose}" is the name of a queue of the bus itself`);
    if (seen.has(purpose))
      problems.push(`purpose "${purpose}" is consumed twice: the two would take each other's events`);
    seen.add(purpose);
    if (events.length === 0) problems.push(`purpose "${purpose}" subscribes to nothing`);
    for (const event of new Set(events)) {
      if (events.indexOf(event) !== events.lastIndexOf(event))
        problems.push(`"${purpose}" handles ${event} twice`);
      const problem = eventNameProblem(event);
      if (problem) problems.push(problem);
    }
  }
  return problems;
}

export function eventNameProblem(name: string): string | undefined {
  if (EVENT_NAME_PATTERN.test(name)) return undefined;
  return `event name "${name}" is not of the form <context>.<aggregate>.<event>.v<major>`;
}
