export {
  type Access,
  type Caller,
  callerOf,
  createTokenVerifier,
  remoteKeys,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type TokenVerifier,
} from "./auth.ts";
export { canonicalHash, canonicalJson } from "./canonical-json.ts";
export { type Clock, systemClock } from "./clock.ts";
export { baseConfig, loadConfig, policyTimeScale, storedConfig } from "./config.ts";
export { eventually } from "./eventually.ts";
export { type ExportSections, exportPart } from "./export-part.ts";
export { acceptFiles, createFileStore, type FileStore, type StoredFile, toFileInfo } from "./files.ts";
export {
  createIdempotency,
  type Idempotency,
  IdempotencyHeaders,
  type RememberAnswer,
} from "./idempotency.ts";
export { newId } from "./ids.ts";
export { createLogger, type Logger } from "./logger.ts";
export { isDuplicateKey } from "./mongo.ts";
export { addOperatingRoutes, observeRequests, type Readiness } from "./operating.ts";
export {
  decodeCursor,
  encodeCursor,
  readFromPlace,
  readInStretches,
  type Stretch,
  toPage,
} from "./paging.ts";
export {
  HttpProblem,
  invalidRequest,
  notFound,
  PROBLEM_MEDIA_TYPE,
  refuseAddress,
  useProblemDetails,
} from "./problem.ts";
export { refuseOtherMethods } from "./refuse-other-methods.ts";
export {
  type BuiltService,
  type Platform,
  runService,
  type ServiceDefinition,
  stopOnSignals,
} from "./run-service.ts";
export { useSecurityHeaders } from "./security-headers.ts";
export { type App, BODY_LIMIT_BYTES, buildServer, type ServerOptions } from "./server.ts";
export { continueTrace, currentTraceparent, startTracing } from "./tracing.ts";
