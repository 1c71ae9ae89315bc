/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user: it refuses the signal, but it exists.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
