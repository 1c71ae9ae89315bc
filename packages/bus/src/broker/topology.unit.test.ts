import { describe, expect, it } from "vitest";
import { plainTier, timerLadder } from "./delay-tiers.ts";
import { consumerPart, eventNameProblem, namesOf, topologyOf, topologyProblems } from "./topology.ts";

const names = namesOf("test.", "orders");
const queue = names.queue("projection");
const topology = topologyOf({
  names,
  consumers: [{ queue, events: ["catalog.listing.changed.v1", "payments.payment.paid.v1"] }],
  hasTimers: true,
  tiers: [plainTier(5_000), plainTier(3_600_000), ...timerLadder([3_600_000])],
});

describe("the topology", () => {
  it("puts the namespace before every name", () => {
    for (const { name } of [...topology.exchanges, ...topology.queues]) expect(name).toMatch(/^test\./);
  });

  it("declares each name once", () => {
    const queues = topology.queues.map(({ name }) => name);
    expect(new Set(queues).size).toBe(queues.length);
  });

  it("gives every consumed queue a limit and a way to parking that loses nothing", () => {
    for (const consumed of [queue, names.timers]) {
      expect(topology.queues.find(({ name }) => name === consumed)?.arguments).toEqual({
        "x-queue-type": "quorum",
        "x-delivery-limit": 20,
        "x-dead-letter-exchange": "",
        "x-dead-letter-routing-key": "test.orders.parked",
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
      });
    }
    expect(topology.queues.map(({ name }) => name)).toContain("test.orders.parked");
  });

  it("lets delayed messages go on to the queue that they name", () => {
    const tier = topology.queues.find(({ name }) => name === "test.delayed.5s");
    expect(tier?.arguments).toMatchObject({
      "x-message-ttl": 5_000,
      "x-dead-letter-exchange": "test.returns",
    });
    expect(tier?.arguments).not.toHaveProperty("x-dead-letter-routing-key");
    for (const consumed of [queue, names.timers])
      expect(topology.bindings).toContainEqual({
        queue: consumed,
        exchange: "test.returns",
        routingKey: consumed,
      });
  });

  it("keeps a delayed message whose queue is gone", () => {
    expect(topology.exchanges).toContainEqual({
      name: "test.returns",
      type: "direct",
      alternateExchange: "test.events.unroutable",
    });
  });

  it("keeps what no queue is bound for", () => {
    expect(topology.exchanges).toContainEqual({
      name: "test.events",
      type: "topic",
      alternateExchange: "test.events.unroutable",
    });
    expect(topology.bindings).toContainEqual({
      queue: "test.events.unroutable",
      exchange: "test.events.unroutable",
      routingKey: "",
    });
    const kept = topology.queues.find(({ name }) => name === names.unroutableQueue);
    expect(kept?.arguments).toMatchObject({
      "x-message-ttl": 2_419_200_000,
      "x-max-length-bytes": 268_435_456,
    });
  });

  it("lets queues and exchanges expire only where the option is set", () => {
    const input = {
      names,
      consumers: [{ queue, events: ["a.b.c.v1"] }],
      hasTimers: true,
      tiers: timerLadder([]),
    };
    const temporary = topologyOf({ ...input, expireQueuesAfterMs: 60_000 });
    expect(temporary.queues.every((each) => each.arguments["x-expires"] === 60_000)).toBe(true);
    expect(temporary.exchanges.every((each) => each.autoDelete)).toBe(true);
    const lasting = topologyOf(input);
    expect(lasting.queues.some((each) => "x-expires" in each.arguments)).toBe(false);
    expect(lasting.exchanges.some((each) => each.autoDelete)).toBe(false);
  });

  it("gives broadcast events a queue that keeps nothing", () => {
    const { queues, bindings } = topologyOf({
      names,
      consumers: [],
      broadcastEvents: ["catalog.listing.changed.v1"],
      hasTimers: false,
      tiers: [],
    });
    const { name, arguments: settings } = queues.at(-1) ?? {};
    expect(name).toBe(names.broadcast);
    expect(settings).toMatchObject({ "x-message-ttl": 0 });
    expect(settings).not.toHaveProperty("x-dead-letter-exchange");
    const binding = { queue: name, exchange: names.events, routingKey: "catalog.listing.changed.v1" };
    expect(bindings).toContainEqual(binding);
  });

  it("contains what one consumer needs, and no other queue", () => {
    const part = consumerPart(topology, names, queue);
    expect(part.queues.map(({ name }) => name).toSorted()).toEqual([names.parked, queue].toSorted());
    expect(part.bindings).toHaveLength(3);
    const exchanges = part.exchanges.map(({ name }) => name);
    for (const { exchange } of part.bindings) expect(exchanges).toContain(exchange);
  });
});

describe("topologyProblems", () => {
  const events = ["a.b.c.v1"];
  it("finds nothing wrong with what is well", () => {
    expect(
      topologyProblems([
        { purpose: "one", events },
        { purpose: "two", events },
      ]),
    ).toEqual([]);
  });

  it.each([
    [
      [
        { purpose: "one", events },
        { purpose: "one", events },
      ],
      "consumed twice",
    ],
    [[{ purpose: "one", events: [] }], "subscribes to nothing"],
    [[{ purpose: "parked", events }], "queue of the bus itself"],
    [[{ purpose: "One!", events }], "lower case"],
    [[{ purpose: "one", events: ["a.b.c.v1", "a.b.c.v1"] }], "twice"],
    [[{ purpose: "one", events: ["a.b.c"] }], "not of the form"],
  ])("names the mistake %#", (consumers, problem) => {
    expect(topologyProblems(consumers).join()).toContain(problem);
  });

  it.each(["orders.order.revision_requested.v1", "a.b.c.v12"])("accepts the event name %s", (name) => {
    expect(eventNameProblem(name)).toBeUndefined();
  });
});
