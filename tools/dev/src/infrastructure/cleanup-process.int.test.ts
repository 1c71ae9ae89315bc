import { spawn } from "node:child_process";
import { join } from "node:path";
import { testInfrastructure } from "@vc/testing";
import { waitFor } from "@vc/testing/people";
import { connect } from "amqplib";
import { MongoClient } from "mongodb";
import { expect, it } from "vitest";

const { mongoUrl, amqpUrl, runPrefix } = testInfrastructure();

async function leaveSomething(
  prefix: string,
): Promise<{ isLeft: () => Promise<boolean>; close: () => Promise<void> }> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  await channel.assertQueue(`${prefix}.letters`, { durable: true });
  const client = new MongoClient(mongoUrl);
  await client.db(`${prefix}_notes`).collection("notes").insertOne({ left: true });
  const hasDatabase = async () => {
    const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
    return databases.some(({ name }) => name.startsWith(prefix));
  };
  return {
    isLeft: async () => (await hasDatabase()) || (await queueExists(`${prefix}.letters`)),
    close: async () => {
      await connection.close();
      await client.close();
    },
  };
}

async function queueExists(name: string): Promise<boolean> {
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  channel.on("error", () => {});
  try {
    await channel.checkQueue(name);
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

it("removes the queues and databases of a run that was killed", { timeout: 60_000 }, async () => {
  const prefix = `${runPrefix}killed`;
  const left = await leaveSomething(prefix);
  const run = JSON.stringify({ mongoUrl, amqpUrl, prefix, folders: [] });
  const source = `
    import { startCleanupProcess } from ${JSON.stringify(join(import.meta.dirname, "cleanup-process.ts"))};
    startCleanupProcess(${run});
    console.log("started");
    setInterval(() => {}, 1000);`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => killed.stdout.once("data", resolve));
  expect(await left.isLeft()).toBe(true);
  killed.kill("SIGKILL");
  await waitFor(async () => !(await left.isLeft()), {
    what: "everything to be removed",
    timeoutMs: 40_000,
    intervalMs: 200,
  });
  await left.close();
});
