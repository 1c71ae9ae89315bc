import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePorts } from "@vc/testing/ports";
import type { ProcessDefinition } from "./services.ts";

/** A process that may be one of several of its service: `orders`, `orders-2`. */
export type InstanceDefinition = Omit<ProcessDefinition, "name"> & { name: string };

/**
 * Several processes of a service, and the address of the service as a door in front of them: what a balancer or
 * docker compose's DNS is in production. A connection goes to the next process that takes it.
 */
export async function multiply(
  definition: ProcessDefinition,
  count: number,
): Promise<{ instances: InstanceDefinition[]; closeDoor: () => Promise<void> }> {
  const address = new URL(definition.readyUrl);
  const ports = await freePorts(count);
  const instances = ports.map((port, index) => {
    const readyUrl = new URL(address);
    readyUrl.port = String(port);
    return {
      ...definition,
      name: index === 0 ? definition.name : `${definition.name}-${index + 1}`,
      env: { ...definition.env, PORT: String(port) },
      readyUrl: readyUrl.href,
    };
  });
  return { instances, closeDoor: await openDoor(Number(address.port), ports) };
}

async function openDoor(port: number, ports: readonly number[]): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  let turn = 0;

  async function lead(client: Socket): Promise<void> {
    turn += 1;
    for (let tries = 0; tries < ports.length; tries++) {
      const upstream = connect({ port: ports[(turn + tries) % ports.length] ?? port, host: "127.0.0.1" });
      upstream.setNoDelay(true);
      // Whatever breaks on one side ends the other side too.
      upstream.on("error", () => {});
      const taken = await Promise.race([
        once(upstream, "connect").then(
          () => true,
          () => false,
        ),
        once(upstream, "close").then(() => false),
      ]);
      if (!taken) continue;
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(socket);
        socket.on("close", () => {
          sockets.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
      if (client.destroyed) upstream.destroy();
      return;
    }
    client.destroy();
  }

  const door = createServer({ noDelay: true }, (client) => {
    client.on("error", () => {});
    void lead(client);
  });
  door.listen(port, "127.0.0.1");
  await once(door, "listening");
  return async () => {
    door.close();
    for (const socket of sockets) socket.destroy();
    await once(door, "close");
  };
}
