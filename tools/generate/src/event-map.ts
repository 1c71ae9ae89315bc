import type { EventDefinition } from "@vc/contracts";
import { z } from "zod";
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

/** Fields of events with a deadline that a later event of the same order replaces. */
const REPLACED_DEADLINES = ["dueAt", "completesAt"];

/**
 * Deadlines that would go stale: a service that takes one from one event has to hear every event that replaces it. Reviews
 * would otherwise count work as late by a due date that was moved (R15).
 */
export function findStaleDeadlines(uses: readonly EventUse[]): string[] {
  const serviceOf = (consumer: string) => consumer.replace(/ \(.*/, "");
  return REPLACED_DEADLINES.flatMap((field) => {
    const saying = uses.filter(({ event }) => fieldsOf(event).includes(field));
    const keepers = new Set(saying.flatMap(({ consumers }) => consumers.map(serviceOf)));
    return [...keepers].flatMap((service) =>
      saying
        .filter(({ consumers }) => !consumers.some((consumer) => serviceOf(consumer) === service))
        .map(
          ({ event, exportName }) =>
            `${exportName} (${event.name}): has a ${field}, and ${service}, which keeps it, does not consume it`,
        ),
    );
  });
}

function fieldsOf({ schema }: EventDefinition): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
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
