import { randomBytes } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { InfrastructureMissing, resolveInfrastructure, startCleanupProcess } from "@vc/dev";
import { measureBus } from "./bus/measure-bus.ts";
import { removeEverything } from "./cleaning.ts";
import { measureGateway } from "./gateway/measure-gateway.ts";
import { measureLedger } from "./ledger/measure-ledger.ts";
import { measureOrders } from "./orders/measure-orders.ts";
import { type Parameters, readParameters, type Subject, WrongArguments } from "./parameters.ts";
import { measurePlatform } from "./platform/measure-platform.ts";
import { busPart } from "./report/bus-part.ts";
import { type Part, writePart } from "./report/document.ts";
import { gatewayPart } from "./report/gateway-part.ts";
import { ledgerPart } from "./report/ledger-part.ts";
import { describePlace, load, peerVersions } from "./report/machine.ts";
import { ordersPart } from "./report/orders-part.ts";
import { platformPart } from "./report/platform-part.ts";
import { searchPart } from "./report/search-part.ts";
import { streamsPart } from "./report/streams-part.ts";
import { timersPart } from "./report/timers-part.ts";
import { measureSearch } from "./search/measure-search.ts";
import type { Place } from "./servers.ts";
import { measureStreams } from "./streams/measure-streams.ts";
import { measureTimers } from "./timers/measure-timers.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);
/** A store of its own beside that of `npm start`, written safely like that one. */
const stateDir = join(import.meta.dirname, "../../.dev/bench");
/** Dropping a million documents takes SecantusDB hours, so its store, which no other program uses, is removed as a whole. */
const ownStore = join(stateDir, "secantusdb-data");

const peers = {
  bus: ["amqplib", "@golevelup/nestjs-rabbitmq", "rascal"],
  timers: ["bullmq", "pg-boss", "agenda", "@agendajs/mongo-backend", "@agendajs/postgres-backend"],
  search: [],
  streams: [],
  ledger: ["mongoose"],
  orders: [],
  gateway: ["@fastify/http-proxy", "fastify", "undici"],
  platform: [],
} as const satisfies Record<Subject, readonly string[]>;

/** The user ended the run; there is nothing to explain. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

try {
  await run(readParameters(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  const isForPeople =
    error instanceof WrongArguments || error instanceof InfrastructureMissing || error instanceof Interrupted;
  const message = isForPeople ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Measures, writes docs/benchmarks.md, and leaves nothing on any server, also when it is interrupted. */
async function run(parameters: Parameters): Promise<void> {
  // What a run left that was killed.
  await rm(ownStore, { recursive: true, force: true });
  const infrastructure = await resolveInfrastructure({ persistent: true, stateDir, log: say });
  const place: Place = {
    mongoUrl: infrastructure.mongo.url,
    amqpUrl: infrastructure.amqp.url,
    redisUrl: process.env.REDIS_URL ?? "redis://127.0.0.1:6379",
    postgresUrl: process.env.POSTGRES_URL ?? `postgres://${userInfo().username}@127.0.0.1:5432/test`,
    prefix: `bench_${randomBytes(3).toString("hex")}_`,
  };
  const cleanup = startCleanupProcess({ ...place, folders: [] });
  const interruption = new AbortController();
  const interrupted = new Promise<never>((_, reject) => {
    interruption.signal.addEventListener("abort", () => reject(interruption.signal.reason));
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => interruption.abort(new Interrupted(`interrupted by ${signal}`)));
  }
  try {
    for (const subject of parameters.subjects) {
      const measuring = measureAndWrite(
        subject,
        parameters,
        place,
        infrastructure.mongo.chosen,
        interruption.signal,
      );
      await Promise.race([measuring, interrupted]);
    }
    say("written: docs/benchmarks.md");
  } finally {
    const isOwnStore = await stat(ownStore).then(Boolean, () => false);
    await removeEverything(place, isOwnStore, say);
    await cleanup.stop();
    await infrastructure.stop();
    await rm(ownStore, { recursive: true, force: true });
  }
}

async function measureAndWrite(
  subject: Subject,
  parameters: Parameters,
  place: Place,
  mongoChosen: string,
  interrupted: AbortSignal,
): Promise<void> {
  const startedAt = new Date();
  const loadBefore = load();
  const machine = await describePlace(place, mongoChosen);
  const part = await measure(subject, parameters, place, interrupted, async () => [
    `${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, load average ${loadBefore} before and ${load()} after (shared machine)`,
    ...machine,
    ...(peers[subject].length === 0 ? [] : [await peerVersions(peers[subject])]),
  ]);
  await writePart(subject, part);
}

async function measure(
  subject: Subject,
  parameters: Parameters,
  place: Place,
  interrupted: AbortSignal,
  ran: () => Promise<readonly string[]>,
): Promise<Part> {
  switch (subject) {
    case "bus":
      return busPart(await measureBus(place, parameters.bus, say), parameters.bus, await ran());
    case "timers":
      return timersPart(
        await measureTimers(place, parameters.timers, say, interrupted),
        parameters.timers,
        await ran(),
      );
    case "ledger":
      return ledgerPart(await measureLedger(place, parameters.ledger, say), parameters.ledger, await ran());
    case "orders":
      return ordersPart(await measureOrders(place, parameters.orders, say), parameters.orders, await ran());
    case "gateway":
      return gatewayPart(
        await measureGateway(place, parameters.gateway, say),
        parameters.gateway,
        await ran(),
      );
    case "platform":
      return platformPart(await measurePlatform(parameters.platform, say), parameters.platform, await ran());
    case "search":
      return searchPart(await measureSearch(place, parameters.search, say), parameters.search, await ran());
    case "streams":
      return streamsPart(
        await measureStreams(place, parameters.streams, say),
        parameters.streams,
        await ran(),
      );
  }
}
