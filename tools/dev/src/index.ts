export { freePort, freePorts, isListening } from "./free-port.ts";
export {
  type Infrastructure,
  InfrastructureMissing,
  resolveInfrastructure,
} from "./infrastructure/resolve-infrastructure.ts";
