import { once } from "node:events";
import { connect as connectTcp, createServer, type Server, type Socket } from "node:net";
import { freePort } from "./free-port.ts";

/** A door between a program and a server that a test can slam, hold and listen at. */
export interface TcpProxy {
  /** The server's URL, through this proxy. */
  readonly url: string;
  /** Ends every connection under its users, without a goodbye. New ones are let through. */
  cut(): void;
  /** Cuts all connections, and refuses new ones until `plugIn`. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Present connections carry nothing any more and say nothing about it; each end believes the other to be there. */
  freeze(): void;
  /** Present connections still carry to the server what is sent, but none of its answers. */
  swallowAnswers(): void;
  /** Says this to every present user, as if the server had said it. */
  forge(answer: Buffer): void;
  /** Every byte is so much longer under way, in both directions, from now on. */
  delay(ms: number): void;
  /** The server has moved: new connections go there. */
  retarget(serverUrl: string): void;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  isFrozen: boolean;
  swallowsAnswers: boolean;
}

export async function openTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const links = new Set<Link>();
  let target = new URL(serverUrl);
  let delayMs = 0;
  const port = await freePort();
  let door: Server | undefined = await openDoor();
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${port}`;

  async function openDoor(): Promise<Server> {
    const opened = createServer({ noDelay: true }, (client) => {
      const server = connectTcp({ port: Number(target.port || 5672), host: target.hostname, noDelay: true });
      const link: Link = { client, server, isFrozen: false, swallowsAnswers: false };
      links.add(link);
      for (const socket of [client, server]) socket.on("error", () => {});
      client.on("close", () => {
        // A peer that is cut off does not learn that the other one has hung up.
        if (link.isFrozen) return;
        links.delete(link);
        server.destroy();
      });
      server.on("close", () => {
        if (link.isFrozen) return;
        links.delete(link);
        client.destroy();
      });
      carry(client, server, () => !link.isFrozen);
      carry(server, client, () => !link.isFrozen && !link.swallowsAnswers);
    });
    await once(opened.listen(port, "127.0.0.1"), "listening");
    return opened;
  }

  function carry(from: Socket, to: Socket, lets: () => boolean): void {
    let lastDueAt = 0;
    from.on("data", (chunk: Buffer) => {
      const write = () => void (lets() && to.writable && to.write(chunk));
      // Chunks keep their order also when the delay has just become shorter.
      const dueAt = Math.max(lastDueAt, performance.now() + delayMs);
      lastDueAt = dueAt;
      const waitMs = dueAt - performance.now();
      if (waitMs <= 0) write();
      else setTimeout(write, waitMs);
    });
  }

  function cut(): void {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
    links.clear();
  }

  async function unplug(): Promise<void> {
    const closing = door;
    door = undefined;
    if (!closing) return cut();
    closing.close();
    cut();
    await once(closing, "close");
  }

  return {
    url: url.href,
    cut,
    unplug,
    plugIn: async () => {
      door = await openDoor();
    },
    freeze: () => {
      for (const link of links) link.isFrozen = true;
    },
    swallowAnswers: () => {
      for (const link of links) link.swallowsAnswers = true;
    },
    forge: (answer) => {
      for (const { client } of links) client.write(answer);
    },
    delay: (ms) => {
      delayMs = ms;
    },
    retarget: (movedTo) => {
      target = new URL(movedTo);
    },
    close: unplug,
  };
}
