import { type ClientRequest, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { createBus } from "@vc/bus";
import { AccountRegistered } from "@vc/contracts";
import { newId } from "@vc/service";
import { MongoClient } from "mongodb";
import { measureDatabase } from "../bus/database-rates.ts";
import { onlyProblems } from "../bus/vc-bus.ts";
import { becomesTrue } from "../concurrently.ts";
import type { StreamsParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { openServiceProcesses } from "../service-processes.ts";
import { quantile } from "../statistics.ts";

export type StreamsResult = {
  readonly open: number;
  readonly residentBytesBefore: number;
  readonly residentBytes: number;
  /** From before the POST of a message until a stream of the other side has it. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly messages: number;
  readonly deliveries: number;
  /** What a stream should have got and did not, on either instance. */
  readonly missing: number;
  /** Two inserts each, in the same run, before any service. */
  readonly transactionsPerSecond: number;
};

/** So many open streams belong to so many people; each person has one more on the second instance. */
const PEOPLE = 100;
const OPENED_AT_ONCE = 50;
const ARRIVES_WITHIN_MS = 60_000;

/** Messages through messaging's API, to people whose live streams two instances of notifications hold open. */
export async function measureStreams(
  place: Place,
  { streams, messages, perSecond }: StreamsParameters,
  say: (line: string) => void,
): Promise<StreamsResult> {
  const { transactionsPerSecond } = await measureDatabase(place);
  const processes = await openServiceProcesses(place);
  const requests: ClientRequest[] = [];
  try {
    const start = (service: string) => processes.start(service, { database: service, namespace: "streams" });
    const messaging = await start("messaging");
    const first = await start("notifications");
    const second = await start("notifications");
    const [sender, ...people] = Array.from({ length: PEOPLE + 1 }, () => newId("account"));
    if (sender === undefined) throw new Error("no sender");
    await introduce(place, [sender, ...people]);
    say("streams: all accounts are known");
    const sentAt = new Map<string, number>();
    const arrivals: number[] = [];
    const onMessage = (text: string) => {
      const at = sentAt.get(text);
      if (at !== undefined) arrivals.push(performance.now() - at);
    };

    const residentBytesBefore = first.residentBytes();
    const tokens = new Map<string, string>();
    for (const accountId of people) tokens.set(accountId, processes.keys.tokenFor({ accountId }));
    const open = (url: string, accountId: string) =>
      openStream(url, tokens.get(accountId) ?? "", requests, onMessage);
    for (let opened = 0; opened < streams; opened += OPENED_AT_ONCE) {
      const batch = Array.from({ length: Math.min(OPENED_AT_ONCE, streams - opened) }, (_, index) =>
        open(first.url, people[(opened + index) % PEOPLE] ?? ""),
      );
      await Promise.all(batch);
    }
    await Promise.all(people.map((accountId) => open(second.url, accountId)));
    say(`streams: ${streams} and ${PEOPLE} open`);

    const token = processes.keys.tokenFor({ accountId: sender });
    const post = (path: string, body: object) =>
      fetch(`${messaging.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const startedAt = performance.now();
    const posts: Promise<void>[] = [];
    let expected = 0;
    for (let index = 0; index < messages; index++) {
      const dueInMs = startedAt + (index * 1_000) / perSecond - performance.now();
      if (dueInMs > 0) await pause(dueInMs);
      const to = index % PEOPLE;
      const text = `message ${index}`;
      expected += Math.floor(streams / PEOPLE) + (to < streams % PEOPLE ? 1 : 0) + 1;
      sentAt.set(text, performance.now());
      posts.push(
        post("/v1/conversations", { kind: "inquiry", sellerId: people[to], text }).then((answer) => {
          if (answer.status !== 201) throw new Error(`a message was answered ${answer.status}`);
        }),
      );
    }
    await Promise.all(posts);
    await becomesTrue(() => arrivals.length >= expected, ARRIVES_WITHIN_MS);
    return {
      open: streams,
      residentBytesBefore,
      residentBytes: first.residentBytes(),
      p50Ms: quantile(arrivals, 0.5),
      p95Ms: quantile(arrivals, 0.95),
      messages,
      deliveries: arrivals.length,
      missing: expected - arrivals.length,
      transactionsPerSecond,
    };
  } finally {
    for (const request of requests) request.destroy();
    await processes.stop();
  }
}

/** Publishes all accounts to both services, as accounts would, and waits until both have applied them. */
async function introduce(place: Place, accountIds: readonly string[]): Promise<void> {
  const client = await new MongoClient(place.mongoUrl).connect();
  const bus = createBus({
    service: "accounts",
    amqpUrl: place.amqpUrl,
    namespace: `${place.prefix}streams.`,
    client,
    db: client.db(`${place.prefix}accounts`),
    log: onlyProblems,
  });
  try {
    await bus.start();
    await bus.transaction(async (tx) => {
      for (const accountId of accountIds) {
        tx.publish(AccountRegistered, {
          aggregateId: accountId,
          sequence: 1,
          data: {
            accountId,
            email: `${accountId}@example.test`,
            emailVerified: true,
            displayName: accountId.slice(-8),
            bio: "",
            locale: "fr",
            roles: ["user"],
            createdAt: new Date().toISOString(),
          },
        });
      }
    });
    const known = async (database: string, collection: string) =>
      client.db(`${place.prefix}${database}`).collection(collection).estimatedDocumentCount();
    for (let tries = 0; tries < 600; tries++) {
      if ((await known("notifications", "people")) >= accountIds.length) return;
      await pause(200);
    }
    throw new Error("notifications does not know all accounts");
  } finally {
    await bus.stop();
    await client.close();
  }
}

/** Opens a stream; resolves once the server has accepted it. */
function openStream(
  url: string,
  token: string,
  requests: ClientRequest[],
  onMessage: (text: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(
      `${url}/v1/notifications/stream`,
      { agent: false, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        if (response.statusCode !== 200)
          return reject(new Error(`a stream was answered ${response.statusCode}`));
        let pending = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          const events = (pending + chunk).split("\n\n");
          pending = events.pop() ?? "";
          for (const event of events) {
            if (!/^event: ?message$/m.test(event)) continue;
            const text = /"text":"([^"]*)"/.exec(event)?.[1];
            if (text !== undefined) onMessage(text);
          }
        });
        response.on("error", () => {});
        resolve();
      },
    );
    request.on("error", reject);
    requests.push(request);
  });
}
