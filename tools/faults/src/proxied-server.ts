import { setTimeout as pause } from "node:timers/promises";
import type { PrivateServer } from "@vc/dev";
import { openTcpProxy, shuffled, type TcpProxy } from "@vc/testing";

/** A server behind a proxy, so that its address stays though it returns on another port. */
export interface ProxiedServer {
  readonly server: PrivateServer;
  readonly proxy: TcpProxy;
  /** Where the server itself is at the moment, past the proxy. */
  directUrl: string;
}

export async function openProxied(server: PrivateServer): Promise<ProxiedServer> {
  const directUrl = await server.start();
  return { server, directUrl, proxy: await openTcpProxy(directUrl) };
}

export async function closeProxied({ server, proxy }: ProxiedServer): Promise<void> {
  await server.remove();
  await proxy.close();
}

/** They return one after the other, in either order, after a moment without. */
export async function stopAndStart(proxied: readonly ProxiedServer[], random: () => number): Promise<void> {
  await Promise.all(proxied.map(({ server }) => server.stop()));
  // How long they are away is part of the fault.
  await pause(random() * 2_000);
  for (const each of shuffled(proxied, random)) {
    each.directUrl = await each.server.start();
    each.proxy.retarget(each.directUrl);
    each.proxy.cut();
  }
}
