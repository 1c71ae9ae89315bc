import { isListening } from "@vc/testing/ports";
import type { Environment } from "../processes/supervised-process.ts";
import { type Ports, usesSimulator } from "./services.ts";

/** A failure that a person can act on; shown as it is, without a stack. */
export class PlatformDidNotStart extends Error {
  override name = "PlatformDidNotStart";
}

/** @throws PlatformDidNotStart where another program listens on a port that the platform needs */
export async function refuseTakenPorts(ports: Ports, environment: Environment): Promise<void> {
  const needed = Object.entries(ports).filter(
    ([name]) => name !== "stripe-simulator" || usesSimulator(environment),
  );
  const checked = await Promise.all(
    needed.map(async ([name, port]) => ((await isListening(port)) ? `port ${port} (${name})` : undefined)),
  );
  const taken = checked.filter((port) => port !== undefined);
  if (taken.length === 0) return;
  throw new PlatformDidNotStart(
    `${taken.join(", ")} ${taken.length === 1 ? "is" : "are"} taken by another program. ` +
      "Is another `npm start` running? Stop that program and start again.",
  );
}
