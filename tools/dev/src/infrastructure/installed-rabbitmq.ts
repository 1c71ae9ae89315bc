import { aptInstall, findOnPath, mayInstallWithApt } from "../processes/run-command.ts";
import { type Option, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { runRabbitmq } from "./run-rabbitmq.ts";

/** A broker program that is installed on this machine but does not run. */
export function installedRabbitmq(context: InfrastructureContext): Option {
  return {
    name: "local rabbitmq-server",
    attempt: async () => {
      const program = findOnPath("rabbitmq-server");
      if (program === undefined) return unavailable("no rabbitmq-server on the PATH");
      return runRabbitmq(program, `found ${program}`, context);
    },
  };
}

/** Debian's package, installed where that is possible without asking: as root. */
export function aptRabbitmq(context: InfrastructureContext): Option {
  return {
    name: "rabbitmq-server from Debian",
    attempt: async () => {
      if (!mayInstallWithApt()) return unavailable("installing it needs root on Debian");
      context.log("installing rabbitmq-server with apt-get (once)");
      const installed = await aptInstall("rabbitmq-server");
      const program = findOnPath("rabbitmq-server");
      if (installed.code !== 0 || program === undefined) return unavailable(installed.output);
      return runRabbitmq(program, "installed with apt-get", context);
    },
  };
}
