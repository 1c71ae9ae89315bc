import { Writable } from "node:stream";
import { type ChannelModel, connect } from "amqplib";
import type { BusLog } from "../types.ts";
import { type Supervised, supervise } from "./supervise.ts";

export interface BrokerConnection {
  readonly supervised: Supervised<ChannelModel>;
  /** The broker is short of memory or disk and reads nothing from this connection: publishing would only hang. */
  isBlocked(): boolean;
  /**
   * What is sent from now until the event loop has turned goes to the kernel in one call. amqplib makes one for each
   * message and each acknowledgement, which costs as much as everything else about them.
   */
  sendTogether(): void;
}

/** A peer that vanished without a word is noticed after two of these. */
const heartbeatSeconds = 10;
const connectTimeoutMs = 5_000;

export interface ConnectionOptions {
  readonly amqpUrl: string;
  /** Shown by the broker's own tools: "orders publishing". */
  readonly name: string;
  readonly log: BusLog;
}

/** A connection that comes back. */
export function openConnection({ amqpUrl, name, log }: ConnectionOptions): BrokerConnection {
  let blocked = false;
  const gathering = new WeakSet<Writable>();

  const supervised = supervise<ChannelModel>({
    what: `connection ${name}`,
    log,
    open: async (lost) => {
      const connection = await connect(withHeartbeat(amqpUrl), {
        timeout: connectTimeoutMs,
        // Without this the kernel may hold back a small frame for 40 ms.
        noDelay: true,
        keepAlive: true,
        clientProperties: { connection_name: name },
      });
      blocked = false;
      connection.on("error", (error) => log.warn({ connection: name, err: error }, "connection error"));
      connection.on("close", (error) => lost(error ? error.message : "closed"));
      connection.on("blocked", (reason) => {
        blocked = true;
        log.warn({ connection: name, reason }, "the broker has blocked publishing");
      });
      connection.on("unblocked", () => {
        blocked = false;
        log.info({ connection: name }, "the broker takes messages again");
      });
      return { resource: connection, close: () => connection.close() };
    },
  });

  return {
    supervised,
    isBlocked: () => blocked,
    sendTogether: () => {
      const socket = socketOf(supervised.current());
      if (!socket || gathering.has(socket)) return;
      gathering.add(socket);
      socket.cork();
      // amqplib hands over to the socket in a `setImmediate` of its own, which runs before the inner one of these.
      setImmediate(() =>
        setImmediate(() => {
          gathering.delete(socket);
          socket.uncork();
        }),
      );
    },
  };
}

/** amqplib has it, and does not declare it: without it messages go out one by one. */
function socketOf(model: ChannelModel | undefined): Writable | undefined {
  const connection: object | undefined = model?.connection;
  return connection && "stream" in connection && connection.stream instanceof Writable
    ? connection.stream
    : undefined;
}

function withHeartbeat(amqpUrl: string): string {
  const url = new URL(amqpUrl);
  if (!url.searchParams.has("heartbeat")) url.searchParams.set("heartbeat", String(heartbeatSeconds));
  return url.href;
}
