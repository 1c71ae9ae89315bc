import { readdir, readFile } from "node:fs/promises";
import { residentBytesOf } from "@vc/dev";

/** Memory of the processes of this machine whose command line is meant; undefined where there is none, or no /proc. */
export async function residentBytes(isMeant: (command: string) => boolean): Promise<number | undefined> {
  const pids = await readdir("/proc").catch(() => []);
  let sum: number | undefined;
  for (const pid of pids.filter((name) => /^\d+$/.test(name))) {
    if (pid === String(process.pid)) continue;
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
    if (!isMeant(command)) continue;
    const bytes = await residentBytesOf(Number(pid));
    if (bytes !== undefined) sum = (sum ?? 0) + bytes;
  }
  return sum;
}
