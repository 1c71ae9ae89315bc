/** What every way of getting infrastructure may use. */
export type InfrastructureContext = {
  /** Data that outlives this process, or thrown away with it. */
  persistent: boolean;
  /** What may be kept between runs and shared by them: the Python environment, downloads (`.dev` of the workspace). */
  stateDir: string;
  /** Where this run's data and logs go: `stateDir` when persistent, else a folder that is removed at the end. */
  dataDir: string;
  /** The name of a broker that is started here, where it must not be the one that `npm start` uses. */
  brokerNode?: string;
  /** How many servers share the work where a single one cannot use more than one core. Default: 1. */
  databaseServers?: number;
  env: Readonly<Record<string, string | undefined>>;
  /** Says what is being done when it takes long enough that a person would wonder. */
  log: (line: string) => void;
};
