export { describeMachine, describeMongo, describeRabbitmq, residentBytesOf } from "./describe-machine.ts";
export { removeBrokerObjects } from "./infrastructure/broker-objects.ts";
export { findChromium } from "./infrastructure/chromium.ts";
export { startCleanupProcess } from "./infrastructure/cleanup-process.ts";
export { restoreDatabase, saveDatabase } from "./infrastructure/database-dump.ts";
export { type PrivateServer, privateBroker, privateDatabase } from "./infrastructure/private-servers.ts";
export { pythonEnvironment } from "./infrastructure/python-environment.ts";
export { removeNamespace } from "./infrastructure/remove-namespace.ts";
export {
  type Infrastructure,
  InfrastructureMissing,
  resolveInfrastructure,
} from "./infrastructure/resolve-infrastructure.ts";
export { markdownTable } from "./markdown-table.ts";
export { assertLedgerBalances } from "./platform/assert-ledger-balances.ts";
export { crash, type E2ePlatform, type StartedPlatform, startE2ePlatform } from "./platform/e2e-platform.ts";
export { type RunningPlatform, runningPlatform } from "./platform/running-platform.ts";
export { developmentSecrets } from "./platform/secrets.ts";
export { SERVICES, STORED_SERVICES } from "./platform/services.ts";
export { startGuarded } from "./processes/guarded-process.ts";
export { STATE_DIR, WORKSPACE } from "./workspace.ts";
