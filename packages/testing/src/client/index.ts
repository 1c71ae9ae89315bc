export { type WaitOptions, waitFor } from "../wait-for.ts";
export * from "./answer.ts";
export * from "./api-client.ts";
export * from "./event-stream.ts";
export * from "./hosted-pages.ts";
export * from "./mailbox.ts";
