import { STORED_SERVICES } from "../../dev/src/platform/services.ts";
import type { EventUse } from "./event-use.ts";

/** One entry of `topic_permissions` in RabbitMQ's definitions. */
export interface TopicPermission {
  readonly user: string;
  readonly vhost: string;
  readonly exchange: string;
  /** The routing keys that the user may publish … */
  readonly write: string;
  /** … and those that it may bind a queue to. */
  readonly read: string;
}

/** What each service's broker user may publish and bind: its own events, and those that it consumes. */
export function topicPermissions(uses: readonly EventUse[]): TopicPermission[] {
  return STORED_SERVICES.map((service) => {
    const consumed = uses
      .filter(({ consumers }) => consumers.some((consumer) => consumer.startsWith(`${service} (`)))
      .map(({ event }) => event.name);
    const published = uses
      .filter(({ publishers }) => publishers.includes(service))
      .map(({ event }) => event.name);
    return { user: service, vhost: "/", exchange: "events", write: oneOf(published), read: oneOf(consumed) };
  });
}

/** A pattern that matches these names and nothing else; RabbitMQ looks for a match anywhere in a key. */
function oneOf(names: readonly string[]): string {
  return `^(${names.map((name) => name.replaceAll(".", "\\.")).join("|")})$`;
}

export function renderBrokerTopics(uses: readonly EventUse[]): string {
  return `${JSON.stringify(topicPermissions(uses), null, 2)}\n`;
}
