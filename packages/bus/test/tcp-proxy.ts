import { once } from "node:events";
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";

/** A door between a bus and its broker that a test can slam. */
export interface TcpProxy {
  /** The broker's URL, through this proxy. */
  readonly url: string;
  /** Ends every connection under its users, without a goodbye. New ones are let through. */
  cut(): void;
  /** Cuts, and lets nobody in until `unplug` is undone by `plugIn`. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export async function openTcpProxy(amqpUrl: string): Promise<TcpProxy> {
  const target = new URL(amqpUrl);
  const sockets = new Set<Socket>();
  let server: Server | undefined = listenTo();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the proxy has no port");
  const { port } = address;
  const url = new URL(amqpUrl);
  url.host = `127.0.0.1:${port}`;

  function listenTo(): Server {
    return createServer((inner) => {
      const outer = connectTcp(Number(target.port || 5672), target.hostname);
      for (const socket of [inner, outer]) {
        sockets.add(socket);
        socket.on("error", () => {});
        socket.on("close", () => {
          sockets.delete(socket);
          inner.destroy();
          outer.destroy();
        });
      }
      inner.pipe(outer).pipe(inner);
    });
  }

  function cut(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }

  async function unplug(): Promise<void> {
    const closing = server;
    server = undefined;
    if (closing) {
      closing.close();
      cut();
      await once(closing, "close");
    }
  }

  return {
    url: url.href,
    cut,
    unplug,
    plugIn: async () => {
      server = listenTo();
      server.listen(port, "127.0.0.1");
      await once(server, "listening");
    },
    close: unplug,
  };
}
