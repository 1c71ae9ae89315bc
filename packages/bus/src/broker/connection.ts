import { Writable } from "node:stream";
import { type ChannelModel, connect } from "amqplib";
import type { BusLog } from "../types.ts";
import { type Supervised, supervise } from "./supervise.ts";

export interface BrokerConnection {
  readonly supervised: Supervised<ChannelModel>;
  /** Whether the broker is short of memory or disk and reads nothing from this connection: publishing would hang. */
  isBlocked(): boolean;
  /**
   * Frames that are sent until the next turn of the event loop go to the kernel in one call. amqplib makes one call for
   * each message and each acknowledgement, which costs as much as everything else about them.
   */
  sendTogether(): void;
}

/** A peer that has vanished is noticed after two heartbeats. */
const HEARTBEAT_SECONDS = 10;
const CONNECT_TIMEOUT_MS = 5_000;

export interface ConnectionOptions {
  readonly amqpUrl: string;
  /** As the broker's own tools show it: "orders publishing". */
  readonly name: string;
  readonly log: BusLog;
}

/** A connection that is reopened when it is lost. */
export function openConnection({ amqpUrl, name, log }: ConnectionOptions): BrokerConnection {
  let blocked = false;
  const gathering = new WeakSet<Writable>();

  const supervised = supervise<ChannelModel>({
    what: `connection ${name}`,
    log,
    open: async (lost) => {
      const connection = await connect(withHeartbeat(amqpUrl), {
        timeout: CONNECT_TIMEOUT_MS,
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
        log.info({ connection: name }, "the broker accepts messages again");
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
      // amqplib writes to the socket in its own `setImmediate`, which runs before the inner one of these.
      setImmediate(() =>
        setImmediate(() => {
          gathering.delete(socket);
          socket.uncork();
        }),
      );
    },
  };
}

/** amqplib has it and does not declare it. Without it, messages are sent one by one. */
function socketOf(model: ChannelModel | undefined): Writable | undefined {
  const connection: object | undefined = model?.connection;
  return connection && "stream" in connection && connection.stream instanceof Writable
    ? connection.stream
    : undefined;
}

function withHeartbeat(amqpUrl: string): string {
  const url = new URL(amqpUrl);
  if (!url.searchParams.has("heartbeat")) url.searchParams.set("heartbeat", String(HEARTBEAT_SECONDS));
  return url.href;
}
