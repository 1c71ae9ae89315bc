export type { SimulatorState } from "./control/state.ts";
export type { Fault } from "./faults/fault.ts";
export { type Realism, realistic } from "./realism.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";
