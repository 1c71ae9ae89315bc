import { stringify } from "yaml";
import { z } from "zod";
import type { EventUse } from "./event-use.ts";

const eventsExchange = { name: "events", type: "topic", durable: true, autoDelete: false, vhost: "/" };

/** `docs/generated/asyncapi.yaml`: every event as AsyncAPI 3, for readers and tools outside this repository. */
export function renderAsyncApi(uses: readonly EventUse[]): string {
  const document = {
    asyncapi: "3.0.0",
    info: {
      title: "Events of the marketplace",
      version: "1",
      description:
        "CloudEvents 1.0 in AMQP binary mode over one topic exchange; the routing key is the event's name. What no queue is bound for goes to the alternate exchange `events.unroutable`, whose queue keeps it.",
      contact: { name: "Vendor Consolidation" },
      license: { name: "All rights reserved" },
    },
    defaultContentType: "application/json",
    servers: {
      broker: {
        host: "rabbitmq:5672",
        protocol: "amqp",
        protocolVersion: "0.9.1",
        description: "RabbitMQ as docker-compose.yml names it. Each service has a user of its own.",
      },
    },
    channels: Object.fromEntries(
      uses.map(({ event, exportName }) => [exportName, channelOf(event.name, exportName)]),
    ),
    operations: Object.fromEntries(uses.flatMap(operations)),
    components: {
      messages: Object.fromEntries(
        uses.map(({ event, exportName }) => [
          exportName,
          {
            name: event.name,
            title: exportName,
            summary: event.description,
            contentType: "application/json",
            headers: { $ref: "#/components/schemas/EventHeaders" },
            correlationId: {
              location: "$message.header#/traceparent",
              description: "W3C trace context: what one request has set off has the same trace",
            },
            payload: { $ref: `#/components/schemas/${exportName}` },
          },
        ]),
      ),
      schemas: {
        EventHeaders: eventHeaders,
        ...Object.fromEntries(
          uses.map(({ event, exportName }) => [
            exportName,
            {
              title: exportName,
              ...z.toJSONSchema(event.schema, { target: "draft-7", unrepresentable: "any" }),
            },
          ]),
        ),
      },
    },
  };
  // No references between nodes: a reader looks at one event and has all of it.
  const yaml = stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });
  return `# Generated from the contracts and the services' code by \`npm run generate\`. Do not edit.\n${yaml}`;
}

const header = (description: string, more: object = {}) => ({ type: "string", description, ...more });

/** The context of a CloudEvent as the AMQP binding has it, beside the properties of the message. */
const eventHeaders = {
  title: "EventHeaders",
  type: "object",
  properties: {
    cloudEvents_specversion: header("the version of CloudEvents", { const: "1.0" }),
    cloudEvents_id: header("the event's own id, also the message's: a repeat has the same"),
    cloudEvents_source: header("the service that publishes it"),
    cloudEvents_type: header("the event's name, also the routing key"),
    cloudEvents_time: header("when it happened", { format: "date-time" }),
    cloudEvents_subject: header("the id of what it is about"),
    cloudEvents_sequence: {
      type: "integer",
      minimum: 1,
      description: "the number of the event among those of its subject and source, without gaps",
    },
    traceparent: header("W3C trace context of what set it off"),
  },
  required: ["specversion", "id", "source", "type", "time", "subject", "sequence"].map(
    (name) => `cloudEvents_${name}`,
  ),
};

function channelOf(address: string, exportName: string) {
  return {
    address,
    servers: [{ $ref: "#/servers/broker" }],
    messages: { [exportName]: { $ref: `#/components/messages/${exportName}` } },
    bindings: { amqp: { is: "routingKey", exchange: eventsExchange, bindingVersion: "0.3.0" } },
  };
}

function operations({ exportName, publishers, consumers }: EventUse) {
  const channel = { $ref: `#/channels/${exportName}` };
  return [
    ...publishers.map((service) => [
      `${service}-sends-${exportName}`,
      {
        action: "send",
        channel,
        bindings: { amqp: { deliveryMode: 2, mandatory: true, bindingVersion: "0.3.0" } },
      },
    ]),
    ...consumers.map((consumer) => {
      const queue = queueOf(consumer);
      const { name } = queue;
      return [
        `${name.replaceAll(".", "-")}-receives-${exportName}`,
        { action: "receive", channel, title: `the queue ${name}`, "x-queue": queue },
      ];
    }),
  ];
}

/** `orders (facts)` is the queue `orders.facts`; a broadcast has one for each instance. */
function queueOf(consumer: string) {
  const [, service = consumer, purpose = ""] = /^([\w-]+) \((.+)\)$/.exec(consumer) ?? [];
  if (purpose === "live")
    return { name: `${service}.broadcast`, each: "instance", type: "classic", exclusive: true };
  return { name: `${service}.${purpose}`, type: "quorum", durable: true };
}
