import { createNamespace } from "@vc/testing";
import { connect } from "amqplib";
import { MongoClient } from "mongodb";
import { expect, it } from "vitest";

it("gives a database with transactions that commit and abort", async () => {
  const { mongoUrl, dbName, cleanup } = createNamespace();
  const client = new MongoClient(mongoUrl);
  const notes = client.db(dbName).collection("notes");
  await client.db(dbName).createCollection("notes");
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await notes.insertOne({ kept: true }, { session });
    }),
  );
  const aborted = client.withSession((session) =>
    session.withTransaction(async () => {
      await notes.insertOne({ kept: false }, { session });
      throw new Error("changed my mind");
    }),
  );
  await expect(aborted).rejects.toThrow("changed my mind");
  expect(await notes.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ kept: true }]);
  await client.close();
  await cleanup();
});

it("gives a broker with quorum queues", async () => {
  const { amqpUrl, prefix, cleanup } = createNamespace();
  const connection = await connect(amqpUrl);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(`${prefix}.letters`, { durable: true, arguments: { "x-queue-type": "quorum" } });
  channel.sendToQueue(`${prefix}.letters`, Buffer.from("hello"), { persistent: true });
  await channel.waitForConfirms();
  const letter = await channel.get(`${prefix}.letters`, { noAck: true });
  expect(letter === false ? undefined : letter.content.toString()).toBe("hello");
  await connection.close();
  await cleanup();
});
