import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNamespace } from "@vc/testing";
import { freePorts } from "@vc/testing/ports";
import { connect } from "amqplib";
import { MongoClient } from "mongodb";
import { afterEach, expect, it } from "vitest";
import { removeEarlierRuns } from "./remove-earlier-runs.ts";
import { defaultPorts, type Ports } from "./services.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it("removes what earlier runs left, and nothing at all while another run has the ports", async () => {
  const { mongoUrl, amqpUrl, prefix, cleanup } = createNamespace();
  cleanups.push(cleanup);
  const stateDir = await mkdtemp(join(tmpdir(), "vc-test-"));
  cleanups.push(() => rm(stateDir, { recursive: true }));
  const database = await aDatabase(mongoUrl, `${prefix}_orders`);
  const queue = await aQueue(amqpUrl, `${prefix}.orders`);
  await writeFile(join(stateDir, "secrets.json"), "{}");
  await mkdir(join(stateDir, "logs"));
  const kept = async () => [await database.exists(), await queue.exists(), (await readdir(stateDir)).sort()];

  const other = await aListener();
  const earlier = {
    ports: { ...(await otherPorts()), web: other.port },
    environment: {},
    ...{ mongoUrl, amqpUrl, stateDir, namespace: prefix, databasePrefix: prefix },
  };
  await expect(removeEarlierRuns(earlier, () => {})).rejects.toThrow(`port ${other.port} (web) is taken`);
  expect(await kept()).toEqual([true, true, ["logs", "secrets.json"]]);

  await other.close();
  await removeEarlierRuns(earlier, () => {});
  expect(await kept()).toEqual([false, false, []]);
});

/** Not those of a platform that may run on this machine. */
async function otherPorts(): Promise<Ports> {
  const names = Object.keys(defaultPorts);
  const free = await freePorts(names.length);
  // fromEntries forgets the keys that went in.
  return Object.fromEntries(names.map((name, index) => [name, free[index]])) as Ports;
}

async function aListener() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  cleanups.push(close);
  // A server on a port has an address of this form.
  return { port: (server.address() as AddressInfo).port, close };
}

async function aDatabase(mongoUrl: string, name: string) {
  const client = new MongoClient(mongoUrl);
  cleanups.push(() => client.close());
  await client.db(name).collection("orders").insertOne({ is: "kept" });
  const exists = async () => (await client.db(name).collection("orders").countDocuments()) > 0;
  return { exists };
}

async function aQueue(amqpUrl: string, name: string) {
  const connection = await connect(amqpUrl);
  cleanups.push(() => connection.close());
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(name);
  channel.sendToQueue(name, Buffer.from("kept"));
  await channel.waitForConfirms();
  // A queue that is declared again is empty if it was removed.
  const exists = async () => (await channel.assertQueue(name)).messageCount > 0;
  return { exists };
}
