import type { EventDefinition } from "../define-event.ts";
import * as exported from "./index.ts";

const values: readonly object[] = Object.values(exported);

/** Every event of the platform. */
export const allEvents: readonly EventDefinition[] = values.filter(isEvent);

function isEvent(value: object): value is EventDefinition {
  return "name" in value && "schema" in value && "description" in value;
}
