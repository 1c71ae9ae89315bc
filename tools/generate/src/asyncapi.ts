import { stringify } from "yaml";
import { z } from "zod";
import type { EventUse } from "./event-use.ts";

/** `docs/generated/asyncapi.yaml`: every event as AsyncAPI 3, for readers and tools outside this repository. */
export function renderAsyncApi(uses: readonly EventUse[]): string {
  const document = {
    asyncapi: "3.0.0",
    info: {
      title: "Events of the marketplace",
      version: "1",
      description:
        "CloudEvents 1.0 in AMQP binary mode over one topic exchange; the routing key is the event's name.",
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(
      uses.map(({ event, exportName }) => [
        exportName,
        { address: event.name, messages: { [exportName]: { $ref: `#/components/messages/${exportName}` } } },
      ]),
    ),
    operations: Object.fromEntries(uses.flatMap(operations)),
    components: {
      messages: Object.fromEntries(
        uses.map(({ event, exportName }) => [
          exportName,
          {
            name: event.name,
            summary: event.description,
            payload: z.toJSONSchema(event.schema, { target: "draft-7", unrepresentable: "any" }),
          },
        ]),
      ),
    },
  };
  // No references between nodes: a reader looks at one event and has all of it.
  const yaml = stringify(document, { aliasDuplicateObjects: false, lineWidth: 110 });
  return `# Generated from the contracts and the services' code by \`npm run generate\`. Do not edit.\n${yaml}`;
}

function operations({ exportName, publishers, consumers }: EventUse) {
  const channel = { $ref: `#/channels/${exportName}` };
  const named = (action: "send" | "receive", user: string) => [
    `${user.replace(/\W+/g, "-").replace(/-$/, "")}-${action}s-${exportName}`,
    { action, channel },
  ];
  return [
    ...publishers.map((user) => named("send", user)),
    ...consumers.map((user) => named("receive", user)),
  ];
}
