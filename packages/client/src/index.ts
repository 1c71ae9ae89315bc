export {
  type Client,
  type ClientOptions,
  createClient,
  newIdempotencyKey,
  type UploadOptions,
} from "./client.ts";
export type { FollowOptions, LiveEvent } from "./live-events.ts";
export {
  type Answer,
  must,
  NoAnswerError,
  type ProblemCode,
  ProblemError,
} from "./problem.ts";
export type * from "./schema.ts";
export * from "./session.ts";
export type { UploadProgress } from "./upload.ts";
