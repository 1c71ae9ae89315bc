// Preloaded (`--import`) into processes that the launcher starts with an IPC channel: the channel closes when the
// launcher is gone, however it ended, and then this process stops the way SIGTERM stops it.
if (process.channel !== undefined) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Listening must not keep alive a process that has nothing else to do.
  process.channel.unref();
}
