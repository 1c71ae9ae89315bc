import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * Below those that a system gives to connections that go out (from 32768 on Linux, from 49152 elsewhere): one of them
 * could take the port of a process that is being restarted.
 */
const LOWEST = 10_000;
const HIGHEST = 32_767;

/** Distinct ports without a listener, which stay free for the process that listens on them later. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listenSomewhere()));
  // Only closed when all are known: otherwise one port could be found twice.
  return Promise.all(servers.map(({ port, close }) => close().then(() => port)));
}

export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error("one port was asked for, and none given");
  return port;
}

async function listenSomewhere(): Promise<{ port: number; close: () => Promise<void> }> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    const server = createServer();
    try {
      await once(server.listen(port, "127.0.0.1"), "listening");
      return { port, close: () => new Promise((done) => server.close(() => done())) };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    }
  }
}

/** Whether something accepts TCP connections there, known within the time given. */
export function isListening(port: number, host = "127.0.0.1", timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: timeoutMs });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once("connect", () => answer(true));
    socket.once("timeout", () => answer(false));
    socket.once("error", () => answer(false));
  });
}
