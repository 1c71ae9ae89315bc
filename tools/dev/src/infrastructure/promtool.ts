import { aptInstall, findOnPath, mayInstallWithApt } from "../processes/run-command.ts";

/** Installs promtool where that is possible without asking: as root on Debian. Without it the cases of the alerts do not run. */
export async function installPromtool(log: (line: string) => void): Promise<void> {
  if (findOnPath("promtool") !== undefined || !mayInstallWithApt()) return;
  log("installing prometheus with apt-get (once), for promtool");
  await aptInstall("prometheus");
  if (findOnPath("promtool") === undefined)
    log("promtool could not be installed: the cases of the alerts do not run");
}
