import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Choice, chooseFirst, type Found, type Option, type Refusal } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { mongoInDocker } from "./docker-mongo.ts";
import { rabbitmqInDocker } from "./docker-rabbitmq.ts";
import { downloadedMongod } from "./downloaded-mongod.ts";
import { amqpFromEnvironment, mongoFromEnvironment } from "./from-environment.ts";
import { installedMongod } from "./installed-mongod.ts";
import { aptRabbitmq, installedRabbitmq } from "./installed-rabbitmq.ts";
import { listeningRabbitmq } from "./listening-rabbitmq.ts";
import { secantus } from "./stand-in-database/secantus.ts";

export type Infrastructure = {
  mongo: Found;
  amqp: Found;
  /** Temporary folders, for the cleanup after a killed run. */
  folders: string[];
  /** Ends what was started here; what was already running stays. Safe to repeat. */
  stop: () => Promise<void>;
};

/** Says what is missing and the two shortest ways to get it; meant to be shown as it is, without a stack. */
export class InfrastructureMissing extends Error {
  override name = "InfrastructureMissing";
}

/** The ways to a database, best first: ADR 27 says why SecantusDB is the last. */
export function mongoOptions(context: InfrastructureContext): Option[] {
  return [
    mongoFromEnvironment(context),
    mongoInDocker(context),
    installedMongod(context),
    downloadedMongod(context),
    secantus(context),
  ];
}

/** The ways to a broker, best first. */
export function amqpOptions(context: InfrastructureContext): Option[] {
  return [
    amqpFromEnvironment(context),
    rabbitmqInDocker(context),
    listeningRabbitmq(),
    installedRabbitmq(context),
    aptRabbitmq(context),
  ];
}

/**
 * Finds or starts a MongoDB (replica set, so with transactions) and a RabbitMQ, and logs one line for each: what was
 * chosen and why. Throws InfrastructureMissing where one of them cannot be had; nothing stays started then.
 */
export async function resolveInfrastructure(request: {
  persistent: boolean;
  stateDir: string;
  log: (line: string) => void;
  databaseServers?: number;
  env?: Readonly<Record<string, string | undefined>>;
}): Promise<Infrastructure> {
  const { persistent, stateDir, log, databaseServers = 1, env = process.env } = request;
  await mkdir(stateDir, { recursive: true });
  const dataDir = persistent ? stateDir : await mkdtemp(join(tmpdir(), "vc-infrastructure-"));
  const context: InfrastructureContext = { persistent, stateDir, dataDir, databaseServers, env, log };
  const removeData = async () => {
    if (!persistent) await rm(dataDir, { recursive: true, force: true });
  };

  const [mongo, amqp] = await Promise.all([
    chooseFirst("MongoDB", mongoOptions(context)),
    chooseFirst("RabbitMQ", amqpOptions(context)),
  ]);
  if (mongo.kind !== "found" || amqp.kind !== "found") {
    for (const choice of [mongo, amqp]) if (choice.kind === "found") await choice.found.stop();
    await removeData();
    throw new InfrastructureMissing(
      [missingMessage(mongoAdvice, mongo), missingMessage(amqpAdvice, amqp)]
        .filter((text) => text !== "")
        .join("\n\n"),
    );
  }
  log(mongo.found.chosen);
  log(amqp.found.chosen);
  const stop = async () => {
    await Promise.all([mongo.found.stop(), amqp.found.stop()]);
    await removeData();
  };
  return { mongo: mongo.found, amqp: amqp.found, folders: persistent ? [] : [dataDir], stop };
}

type Advice = { part: string; ways: [string, string] };

const mongoAdvice: Advice = {
  part: "MongoDB",
  ways: [
    "start Docker, and run this again",
    "install Python 3.11 or newer, and run this again (or set MONGO_URL)",
  ],
};
const amqpAdvice: Advice = {
  part: "RabbitMQ",
  ways: ["start Docker, and run this again", "install rabbitmq-server, and run this again (or set AMQP_URL)"],
};

/** What a person needs to know when a part cannot be had; empty when it can. */
export function missingMessage(advice: Advice, choice: Choice): string {
  if (choice.kind === "found") return "";
  if (choice.kind === "wrong") return choice.why;
  const reasons = choice.tried.map(({ name, why }: Refusal) => `  - ${name}: ${why}`);
  return [
    `No ${advice.part} can be had here. The two shortest ways to get it:`,
    `  1. ${advice.ways[0]};`,
    `  2. ${advice.ways[1]}.`,
    "What was tried:",
    ...reasons,
  ].join("\n");
}
