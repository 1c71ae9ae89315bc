import { setTimeout as pause } from "node:timers/promises";
import type { PrivateServer } from "@vc/dev";
import { openTcpProxy, shuffled, type TcpProxy } from "@vc/testing";

/** A server behind a door of its own, so that it is found at the same place though it comes back on another port. */
export interface Stage {
  readonly server: PrivateServer;
  readonly door: TcpProxy;
  /** Where the server itself is now, past the door. */
  directUrl: string;
}

export async function openStage(server: PrivateServer): Promise<Stage> {
  const directUrl = await server.start();
  return { server, directUrl, door: await openTcpProxy(directUrl) };
}

export async function closeStage({ server, door }: Stage): Promise<void> {
  await server.remove();
  await door.close();
}

/** They come back one after the other, in either order, after a moment without. */
export async function stopAndStart(stages: readonly Stage[], random: () => number): Promise<void> {
  await Promise.all(stages.map(({ server }) => server.stop()));
  // How long they are away is part of the fault.
  await pause(random() * 2_000);
  for (const stage of shuffled(stages, random)) {
    stage.directUrl = await stage.server.start();
    stage.door.retarget(stage.directUrl);
    stage.door.cut();
  }
}
