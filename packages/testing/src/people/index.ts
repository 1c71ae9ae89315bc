export { type WaitOptions, waitFor } from "../wait-for.ts";
export * from "./ask.ts";
export * from "./event-stream.ts";
export * from "./hosted-pages.ts";
export * from "./mailbox.ts";
export * from "./new-person.ts";
