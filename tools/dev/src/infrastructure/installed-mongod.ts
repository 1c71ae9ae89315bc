import { findOnPath } from "../processes/run-command.ts";
import { type Option, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { runMongod } from "./run-mongod.ts";

/** A `mongod` that is installed on this machine. */
export function installedMongod(context: InfrastructureContext): Option {
  return {
    name: "local mongod",
    attempt: async () => {
      const binary = findOnPath("mongod");
      if (binary === undefined) return unavailable("no mongod on the PATH");
      return runMongod(binary, `found ${binary}`, context);
    },
  };
}
