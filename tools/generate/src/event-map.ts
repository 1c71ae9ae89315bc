import type { EventUse } from "./event-use.ts";

/** `docs/generated/event-map.md`: who publishes and who consumes each event. */
export function renderEventMap(uses: readonly EventUse[]): string {
  return [
    "# Event map",
    "",
    "Generated from the contracts and the services' code by `npm run generate`. Do not edit.",
    "Boxes are services. The number at an arrow counts the kinds of event that flow along it.",
    "",
    "```mermaid",
    "flowchart LR",
    ...arrows(uses),
    "```",
    "",
    "| event | meaning | published by | consumed by |",
    "|---|---|---|---|",
    ...uses.map(
      ({ event, publishers, consumers }) =>
        `| \`${event.name}\` | ${event.description} | ${publishers.join(", ")} | ${consumers.join(", ")} |`,
    ),
    "",
  ].join("\n");
}

function arrows(uses: readonly EventUse[]): string[] {
  const counts = new Map<string, number>();
  for (const { publishers, consumers } of uses) {
    for (const from of publishers) {
      const services = new Set(consumers.map((consumer) => consumer.replace(/ \(.*/, "")));
      for (const to of services) {
        const key = `  ${from} -->|%| ${to}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return [...counts].map(([arrow, count]) => arrow.replace("%", String(count))).sort();
}

/** Gaps of the map: an event without a consumer, and an event without a publisher. */
export function findLooseEnds(uses: readonly EventUse[]): string[] {
  return uses.flatMap(({ event, exportName, publishers, consumers }) => [
    ...(publishers.length === 0 ? [`${exportName} (${event.name}): no service publishes it`] : []),
    ...(publishers.length > 0 && consumers.length === 0
      ? [`${exportName} (${event.name}): ${publishers.join(", ")} publishes it and no service consumes it`]
      : []),
  ]);
}

/** The part of a service's README about its events; `null` for a service that has none. */
export function renderServiceEvents(service: string, uses: readonly EventUse[]): string | null {
  const consumedBy = (consumer: string) => consumer === service || consumer.startsWith(`${service} (`);
  const list = (heading: string, names: string[]) =>
    names.length === 0 ? [] : [`${heading}`, "", ...names.map((name) => `- ${name}`), ""];
  const out = uses
    .filter(({ publishers }) => publishers.includes(service))
    .map(({ event }) => `\`${event.name}\`: ${event.description}`);
  const into = uses
    .filter(({ consumers }) => consumers.some(consumedBy))
    .map(({ event }) => `\`${event.name}\`: ${event.description}`);
  const lines = [...list("Published:", out), ...list("Consumed:", into)];
  return lines.length === 0 ? null : lines.join("\n");
}
