import { request } from "node:http";
import { homedir } from "node:os";
import { join } from "node:path";
import type { InfrastructureContext } from "./context.ts";

/** Long for a local socket, short for a person who waits. */
const ANSWER_MS = 1_500;

/**
 * Whether a Docker engine answers. The `docker` command alone says nothing: it is often there without an engine,
 * and asking it takes seconds.
 */
export async function dockerEngineAnswers({ env }: InfrastructureContext): Promise<boolean> {
  const host = env.DOCKER_HOST;
  if (host !== undefined && host !== "") {
    const url = new URL(host);
    if (url.protocol === "unix:") return ping({ socketPath: url.pathname });
    if (url.protocol === "tcp:" || url.protocol === "http:")
      return ping({ host: url.hostname, port: url.port || "2375" });
    // ssh:// and the like: too slow to check here, and a set variable means that an engine exists.
    return true;
  }
  const sockets = [
    "/var/run/docker.sock",
    join(homedir(), ".docker/run/docker.sock"),
    ...(env.XDG_RUNTIME_DIR === undefined ? [] : [join(env.XDG_RUNTIME_DIR, "docker.sock")]),
  ];
  const answers = await Promise.all(sockets.map((socketPath) => ping({ socketPath })));
  return answers.includes(true);
}

function ping(target: { socketPath: string } | { host: string; port: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ ...target, path: "/_ping", timeout: ANSWER_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once("error", () => resolve(false));
    asked.once("timeout", () => {
      asked.destroy();
      resolve(false);
    });
    asked.end();
  });
}
