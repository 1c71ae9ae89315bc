/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it refuses the signal, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
