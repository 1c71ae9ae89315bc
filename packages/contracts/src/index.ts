export { dateFormat } from "./dates.ts";
export { type DataOf, defineEvent, type EventDefinition, type EventName } from "./define-event.ts";
export * from "./endpoints/index.ts";
export { allEvents } from "./events/all-events.ts";
export * from "./events/index.ts";
export * from "./http/index.ts";
export * from "./primitives.ts";
export * from "./vocabulary.ts";
