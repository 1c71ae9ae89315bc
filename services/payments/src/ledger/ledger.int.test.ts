import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Database, newId, openConnection, openDatabase } from "@vc/service";
import { createNamespace, type Namespace } from "@vc/testing";
import type { Db } from "mongodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aPayment } from "../../test/builders.ts";
import { auditPayments } from "../audit/audit.ts";
import { type Entry, earningsReleased, paymentReceived, withdrawalRequested } from "./entries.ts";
import { createLedger, type Ledger, Overdrawn } from "./ledger.ts";
import type { BalanceDocument, JournalDocument } from "./model.ts";

const at = new Date("2026-03-01T10:00:00Z");

let namespace: Namespace;
let connection: Awaited<ReturnType<typeof openConnection>>;
let database: Database;
/** The same database as the driver has it: what it holds, and what damages it. */
let db: Db;
let ledger: Ledger;

beforeAll(() => {
  namespace = createNamespace();
});
afterAll(() => namespace.cleanup());
beforeEach(async () => {
  const name = `${namespace.dbName}_${newId("payment").slice(-8)}`;
  connection = await openConnection({ url: namespace.mongoUrl, database: name });
  db = connection.getClient().db(name);
  const opened = openDatabase(connection);
  ledger = createLedger(opened);
  await opened.ensureIndexes();
  database = opened;
});
afterEach(() => connection.close());

const journal = () => db.collection<JournalDocument>("journal");
const balances = () => db.collection<BalanceDocument>("balances");

const post = (entry: Entry) =>
  connection.getClient().withSession((session) => session.withTransaction(() => ledger.post(entry, session)));

const orderId = newId("order");
const received = paymentReceived({ orderId, chargeId: "ch_1", amountCents: 1000, at });

/** An order's payment with its entry in the journal, as it is while its money is blocked. */
async function aBlockedPayment(): Promise<void> {
  await post(received);
  const charge = { id: "ch_1", amountCents: 1000, feeCents: null };
  const { id, ...payment } = aPayment({
    id: orderId,
    state: "blocked",
    charge,
    amountCents: 1000,
    paidCents: 1000,
  });
  await db.collection<{ _id: string }>("payments").insertOne({ _id: id, ...payment });
}

describe("the ledger", () => {
  it("R27: posts a fact once, however often and by however many it is posted", async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => post(received)));
    const posted = results.filter((result) => result.status === "fulfilled" && result.value === "posted");
    expect(posted).toHaveLength(1);
    expect(await post(received)).toBe("already");
    expect(await ledger.balanceOf(`ESCROW:${orderId}`)).toBe(1000);
    expect(await auditPayments(database, new Date())).toEqual([
      expect.objectContaining({
        subject: `ESCROW:${orderId}`,
        invariant: "escrow belongs to an order that is known",
      }),
    ]);
  });

  it("R27, R29: writes nothing of an entry that would take an account below zero", async () => {
    await post(received);
    const release = { grossCents: 1001, netCents: 1001, commissionCents: 0, vatCents: 0 };
    await expect(post(earningsReleased({ orderId, sellerId: "account_1", release, at }))).rejects.toThrow(
      Overdrawn,
    );
    const request = { withdrawalId: "withdrawal_1", accountId: "account_1", amountCents: 1, at };
    await expect(post(withdrawalRequested(request))).rejects.toThrow(Overdrawn);
    expect(await ledger.balanceOf(`ESCROW:${orderId}`)).toBe(1000);
    expect(await journal().countDocuments()).toBe(1);
    expect(await balances().countDocuments()).toBe(1);
  });

  it("R27: keeps no balance for the platform's own accounts, which all payments would wait for", async () => {
    await post(received);
    const accounts = await balances().distinct("_id");
    expect(accounts).toEqual([`ESCROW:${orderId}`]);
  });
});

describe("the check of the ledger", () => {
  const damages: [string, () => Promise<unknown>, string][] = [
    [
      "an entry that was changed",
      () => journal().updateOne({ _id: received.id }, { $set: { "lines.0.amountCents": 999 } }),
      "every entry sums to 0 in whole cents",
    ],
    [
      "an entry that was removed",
      () => journal().deleteOne({ _id: received.id }),
      "balances equal their journal",
    ],
    [
      "a balance that was changed",
      () => balances().updateOne({ _id: `ESCROW:${orderId}` }, { $inc: { cents: 1 } }),
      "balances equal their journal",
    ],
    [
      "a balance that was removed",
      () => balances().deleteOne({ _id: `ESCROW:${orderId}` }),
      "balances equal their journal",
    ],
    [
      "an order that ended with money in escrow",
      () => db.collection("payments").updateOne({}, { $set: { state: "settled" } }),
      "escrow holds what is blocked and 0 for an ended order",
    ],
    [
      "an order that says it was paid more",
      () => db.collection("payments").updateOne({}, { $set: { paidCents: 1001 } }),
      "paid = refunded, by others too, + to be refunded + released + blocked + charged back",
    ],
  ];

  it("R27: finds nothing in a ledger that is right", async () => {
    await aBlockedPayment();
    expect(await auditPayments(database, new Date())).toEqual([]);
  });

  it.each(damages)("R27: finds %s", async (_what, damage, invariant) => {
    await aBlockedPayment();
    await damage();
    expect((await auditPayments(database, new Date())).map((finding) => finding.invariant)).toContain(
      invariant,
    );
  });

  it("R27: is a command, which says what it found and how it went by its status", async () => {
    await aBlockedPayment();
    expect(await runCheck()).toEqual({ status: 0, output: "The ledger holds every invariant.\n" });
    await balances().updateOne({ _id: `ESCROW:${orderId}` }, { $inc: { cents: 1 } });
    const { status, output } = await runCheck();
    expect(status).toBe(1);
    expect(output).toContain(`ESCROW:${orderId}: holds 1001, the journal says 1000`);
  });
});

function runCheck(): Promise<{ status: number | null; output: string }> {
  const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
  const env = { ...process.env, MONGO_URL: namespace.mongoUrl, MONGO_DATABASE: db.databaseName };
  const child = spawn(process.execPath, [cli, "check"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
}
