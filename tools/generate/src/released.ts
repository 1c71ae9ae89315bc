import type { EventDefinition } from "@vc/contracts";
import { breakingChanges, jsonSchemaOf } from "../../../packages/contracts/src/compatibility.ts";

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
