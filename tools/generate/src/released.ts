import type { EventDefinition } from "@vc/contracts";
import { z } from "zod";
import { breakingChanges, jsonSchemaOf } from "../../../packages/contracts/src/compatibility.ts";
import {
  type Operations,
  operationBreaks,
  operationsOf,
} from "../../../packages/contracts/src/released-operations.ts";
import type { ComposedService } from "./composed-services.ts";

/**
 * The form in which others know an event. A new event is released as it is; afterwards its form stays what it was
 * until it is released again, which only a compatible form can be.
 *
 * @throws Error when the new form would break a consumer
 */
export function renderReleased(event: EventDefinition, before: string, release: boolean): string {
  if (before !== "" && !release) return before;
  const current = jsonSchemaOf(event);
  const breaks = before === "" ? [] : breakingChanges(JSON.parse(before), current);
  if (breaks.length > 0) throw new Error(`give it a new major: ${breaks.join("; ")}`);
  return `${JSON.stringify(current, null, 2)}\n`;
}

/**
 * The operations of the API as clients in use know them. A new operation or schema is released as it is; afterwards its
 * form stays what it was until it is released again.
 *
 * @throws Error when a client in use would break
 */
export function renderReleasedOperations(openApi: string, before: string, release: boolean): string {
  const current = operationsOf(JSON.parse(openApi));
  const released: Operations = before === "" ? { operations: {}, schemas: {} } : JSON.parse(before);
  const breaks = operationBreaks(released, current);
  if (breaks.length > 0) throw new Error(`clients in use would break: ${breaks.join("; ")}`);
  const kept = release ? { operations: {}, schemas: {} } : released;
  // Twice the kept ones: first for their place in the file, then for their form.
  const after: Operations = {
    operations: { ...kept.operations, ...current.operations, ...kept.operations },
    schemas: { ...kept.schemas, ...current.schemas, ...kept.schemas },
  };
  return `${JSON.stringify(after, null, 1)}\n`;
}

/** Names under which messages and documents of running services wait. */
const Names = z.record(
  z.string(),
  z.record(z.enum(["queues", "timers", "collections"]), z.array(z.string())),
);

/**
 * The names of queues, kinds of timers and collections of every service. A new one is released at once.
 *
 * @throws Error when a released one is gone, as it is after renaming it
 */
export function renderReleasedNames(
  composed: readonly Pick<ComposedService, "service" | "consumes" | "timers" | "collections">[],
  before: string,
): string {
  const current = Object.fromEntries(
    composed.map(({ service, consumes, timers, collections }) => [
      service,
      { queues: consumes.map(({ queue }) => queue).sort(), timers: timers.toSorted(), collections },
    ]),
  );
  const released = Names.parse(before === "" ? {} : JSON.parse(before));
  const lost = Object.entries(released).flatMap(([service, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      names
        .filter((name) => !current[service]?.[kind as keyof typeof kinds].includes(name)) // a key of `kinds`
        .map((name) => `${service} has no ${name} among its ${kind} any more`),
    ),
  );
  if (lost.length > 0) {
    throw new Error(
      `${lost.join("; ")}: what waits under that name would be lost. Where nothing does, delete the name here`,
    );
  }
  return `${JSON.stringify(current, null, 1)}\n`;
}
