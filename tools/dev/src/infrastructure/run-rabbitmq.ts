import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePorts, isListening } from "@vc/testing/ports";
import { startGuarded } from "../processes/guarded-process.ts";
import { runCommand } from "../processes/run-command.ts";
import { type Attempt, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { amqpAnswers, eventually } from "./ping.ts";

/** Debian's own start script insists on the user `rabbitmq` and its folders; the one behind it takes ours. */
const BEHIND_DEBIANS_SCRIPT = "/usr/lib/rabbitmq/bin/rabbitmq-server";
const EPMD_PORT = 4369;

/**
 * Starts a broker of our own on free ports, with its data, logs and cookie in our folder, so that it neither meets
 * nor disturbs one that the machine may run otherwise.
 */
export async function runRabbitmq(
  program: string,
  because: string,
  context: InfrastructureContext,
): Promise<Attempt> {
  const home = join(context.dataDir, "rabbitmq");
  await mkdir(home, { recursive: true });
  const logFile = join(home, "output.log");
  const [port, distributionPort] = await freePorts(2);
  // A broker keeps its data under its node's name: fixed where the data are to be found again.
  const node =
    context.brokerNode ?? (context.persistent ? "vc-dev@localhost" : `vc-${process.pid}@localhost`);
  const env = {
    HOME: home,
    RABBITMQ_NODENAME: node,
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(home, "data"),
    RABBITMQ_LOG_BASE: join(home, "logs"),
    RABBITMQ_CONFIG_FILE: join(home, "rabbitmq"),
    RABBITMQ_CONF_ENV_FILE: join(home, "no-such-file"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, "enabled_plugins"),
    RABBITMQ_PID_FILE: join(home, "pid"),
    ERL_CRASH_DUMP: join(home, "logs", "erl_crash.dump"),
  };
  await writeFile(join(home, "rabbitmq.conf"), "");
  await writeFile(join(home, "enabled_plugins"), "[].\n");
  const ownsEpmd = !(await isListening(EPMD_PORT));
  context.log("starting RabbitMQ");
  const server = startGuarded(existsSync(BEHIND_DEBIANS_SCRIPT) ? BEHIND_DEBIANS_SCRIPT : program, [], {
    logFile,
    env,
  });
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  const stop = async () => {
    await server.stop(15_000);
    // Erlang's name server stays behind as a daemon; it refuses to end while another node uses it.
    if (ownsEpmd) await runCommand("epmd", ["-kill"], { timeoutMs: 5_000 });
    if (!context.persistent) await rm(home, { recursive: true, force: true });
  };
  const isUp = await eventually(() => amqpAnswers(url), { timeoutMs: 60_000, isHopeless: server.hasExited });
  if (isUp) return { kind: "found", url, because, stop };
  await stop();
  return unavailable(`${program} does not start, see ${logFile}`);
}
