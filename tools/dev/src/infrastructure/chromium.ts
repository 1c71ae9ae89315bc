import { aptInstall, findOnPath, mayInstallWithApt } from "../processes/run-command.ts";

/**
 * A Chromium for tests in a browser: `CHROMIUM_PATH`, else one on the PATH, else Debian's, installed where that is
 * possible without asking: as root.
 *
 * @returns path of the program
 * @throws Error that names all three when there is none
 */
export async function findChromium(log: (line: string) => void): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") return given;
  const find = () => ["chromium", "google-chrome", "chromium-browser"].map(findOnPath).find(Boolean);
  const found = find();
  if (found !== undefined) return found;
  let reason = "it can be installed only as root on Debian";
  if (mayInstallWithApt()) {
    log("installing chromium with apt-get (once)");
    const { output } = await aptInstall("chromium");
    const installed = find();
    if (installed !== undefined) return installed;
    reason = output;
  }
  throw new Error(
    `The tests in a browser need Chromium: set CHROMIUM_PATH, or install chromium or google-chrome (${reason}).`,
  );
}
