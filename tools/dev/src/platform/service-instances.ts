import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { freePorts } from "@vc/testing/ports";
import type { ProcessDefinition } from "./services.ts";

/** A process that may be one of several of its service: `orders`, `orders-2`. */
export type InstanceDefinition = Omit<ProcessDefinition, "name"> & { name: string };

/**
 * Defines several processes of a service, and listens at the service's address as their balancer, as docker compose's DNS
 * does in production. Each connection goes to the next process that accepts it.
 */
export async function startInstances(
  definition: ProcessDefinition,
  count: number,
): Promise<{ instances: InstanceDefinition[]; closeBalancer: () => Promise<void> }> {
  const address = new URL(definition.readyUrl);
  const ports = await freePorts(count);
  const instances = ports.map((port, index) => {
    const readyUrl = new URL(address);
    readyUrl.port = String(port);
    return {
      ...definition,
      name: index === 0 ? definition.name : `${definition.name}-${index + 1}`,
      // The port of its metrics is one, and the first instance has it.
      env: {
        ...definition.env,
        PORT: String(port),
        ...(index > 0 ? { METRICS_PORT: undefined } : {}),
      },
      readyUrl: readyUrl.href,
    };
  });
  return { instances, closeBalancer: await listenAsBalancer(Number(address.port), ports) };
}

async function listenAsBalancer(port: number, ports: readonly number[]): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  let turn = 0;

  async function forward(client: Socket): Promise<void> {
    turn += 1;
    for (let tries = 0; tries < ports.length; tries++) {
      const upstream = connect({ port: ports[(turn + tries) % ports.length] ?? port, host: "127.0.0.1" });
      upstream.setNoDelay(true);
      // An error on one side ends the other side too.
      upstream.on("error", () => {});
      const isConnected = await Promise.race([
        once(upstream, "connect").then(
          () => true,
          () => false,
        ),
        once(upstream, "close").then(() => false),
      ]);
      if (!isConnected) continue;
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

  const balancer = createServer({ noDelay: true }, (client) => {
    client.on("error", () => {});
    void forward(client);
  });
  balancer.listen(port, "127.0.0.1");
  await once(balancer, "listening");
  return async () => {
    balancer.close();
    for (const socket of sockets) socket.destroy();
    await once(balancer, "close");
  };
}
