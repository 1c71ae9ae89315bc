export { removeBrokerObjects } from "./broker-objects.ts";
export { restoreDatabase, saveDatabase } from "./database-dump.ts";
export { describeMachine, describeMongo, describeRabbitmq, residentBytesOf } from "./describe-machine.ts";
export { crash, type E2ePlatform, type StartedPlatform, startE2ePlatform } from "./e2e-platform.ts";
export { startGuarded } from "./guarded-process.ts";
export { pythonEnvironment } from "./infrastructure/python-environment.ts";
export {
  type Infrastructure,
  InfrastructureMissing,
  resolveInfrastructure,
} from "./infrastructure/resolve-infrastructure.ts";
export { hireJanitor } from "./janitor.ts";
export { markdownTable } from "./markdown-table.ts";
export { type OwnServer, ownBroker, ownDatabase } from "./own-servers.ts";
export { removeNamespace } from "./remove-namespace.ts";
export { type RunningPlatform, runningPlatform } from "./running.ts";
export { developmentSecrets } from "./secrets.ts";
export { DEMO_ADMIN_EMAIL, SERVICES, STORED_SERVICES } from "./services.ts";
export { STATE_DIR, WORKSPACE } from "./workspace.ts";
