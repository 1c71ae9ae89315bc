import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "@vc/client";
import {
  assertLedgerBalances,
  type E2ePlatform,
  removeNamespace,
  restoreDatabase,
  STORED_SERVICES,
  type StartedPlatform,
  saveDatabase,
  startE2ePlatform,
} from "@vc/dev";
import {
  accept,
  approve,
  balanceOf,
  createDeal,
  type Deal,
  deliver,
  mustBeRefunded,
  mustBeReleased,
  openPaymentPage,
  orderParams,
  pay,
  placeOrder,
  placePaid,
  readOrder,
  until,
  untilState,
  worldAt,
} from "@vc/testing/journey";
import { newPerson } from "@vc/testing/people";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { leftoversOn } from "./check-platform.ts";
import { queuesOf, untilEmpty } from "./queues.ts";
import { say } from "./settings.ts";

/** 48 h pass in 120 s: longer than everything stands still for. */
const POLICY_TIME_SCALE = 1_440;
/** The sweeper takes over a minute after the deadline, whose trigger is lost. */
const DEADLINE_WITHIN_MS = 300_000;
const WORKSPACE = join(import.meta.dirname, "../../..");

type Leaver = Awaited<ReturnType<typeof newPerson>>;

let started: StartedPlatform;
let folder: string;
let deal: Deal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-backup-"));
  started = await startE2ePlatform({
    policyTimeScale: POLICY_TIME_SCALE,
    environment: { CLOSING_GRACE_SECONDS: "1", CLOSING_GRACE: "PT1S" },
    log: say,
  });
  deal = await createDeal(worldAt(started.platform));
}, 240_000);
afterEach(async () => {
  await started.stop();
  await rm(folder, { recursive: true, force: true });
}, 120_000);

/** As in the runbook: all events are delivered, then all services stop, then the databases are written. */
async function backUp(): Promise<void> {
  const { platform, processes, whileDown } = started;
  await untilEmpty(platform.amqpUrl, await queuesOf(processes));
  await whileDown(() => eachDatabase(platform, saveDatabase));
}

/** Everything is lost, databases and broker, and the databases come back. */
async function loseAllAndRestore(): Promise<void> {
  const { platform, whileDown } = started;
  const { mongoUrl, amqpUrl, databasePrefix: prefix } = platform;
  await whileDown(async () => {
    await removeNamespace({ mongoUrl, amqpUrl, prefix }, say);
    await eachDatabase(platform, restoreDatabase);
  });
}

async function eachDatabase(
  { mongoUrl, databasePrefix }: E2ePlatform,
  work: typeof saveDatabase,
): Promise<void> {
  const client = await new MongoClient(mongoUrl).connect();
  try {
    for (const service of STORED_SERVICES)
      await work(client.db(`${databasePrefix}${service}`), join(folder, service));
  } finally {
    await client.close();
  }
}

/** R42: closes an account, until nothing is left of it. */
async function closeWholly({ api, accountId, password }: Leaver): Promise<void> {
  must(await api.DELETE("/v1/me", { body: { password } }));
  await until("the account to be erased", async () =>
    (await readFile(join(started.platform.stateDir, "closed-accounts.log"), "utf8")).includes(accountId),
  );
}

/** R42: the account that the backup brought back is closed again by itself: its address is free. */
async function closedAgain({ api, email, password }: Leaver): Promise<void> {
  await until("the account to be closed again", async () => {
    const again = await api.register({ email, password, displayName: "New", locale: "en" });
    return again.response.status === 201;
  });
}

/** What `npm run ledger -- reconcile` says of today. */
async function reconciled({
  stateDir,
  mongoUrl,
  databasePrefix,
  simulatorUrl,
}: E2ePlatform): Promise<string> {
  const { stripeSecretKey } = JSON.parse(await readFile(join(stateDir, "secrets.json"), "utf8"));
  const env = {
    ...process.env,
    MONGO_URL: mongoUrl,
    MONGO_DATABASE: `${databasePrefix}payments`,
    STRIPE_SECRET_KEY: stripeSecretKey,
    STRIPE_API_URL: simulatorUrl,
  };
  const today = new Date().toISOString().slice(0, 10);
  const args = [join(WORKSPACE, "services/payments/src/cli.ts"), "reconcile", today];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  return stdout + stderr;
}

it("R11, R26, R27: orders, money, sessions and deadlines go on from a backup though databases and broker were lost", async () => {
  const { seller, buyer } = deal;
  const session = buyer.api.session();
  const done = await approve(deal, await deliver(deal, await accept(deal, await placePaid(deal))));
  await mustBeReleased(deal, done);
  const earned = await balanceOf(seller);
  const paidLater = await placeOrder(deal);
  await openPaymentPage(deal, paidLater);
  const unanswered = await placePaid(deal);
  const leaver = await newPerson(started.platform.gatewayUrl, {
    email: "leaver@example.test",
    displayName: "One who leaves",
  });
  await backUp();
  // Of this the backup knows nothing, and Stripe does.
  await pay(deal, paidLater);
  const forgotten = await placePaid(deal);
  await closeWholly(leaver);

  await loseAllAndRestore();

  await closedAgain(leaver);
  expect((await readOrder(buyer, done.id)).state).toBe("completed");
  expect((await balanceOf(seller)).available).toEqual(earned.available);
  const unknown = await buyer.api.GET("/v1/orders/{orderId}", { params: orderParams(forgotten.id) });
  expect(unknown.response.status).toBe(404);
  // The poller asks Stripe for what happened since.
  const paid = await untilState(seller, paidLater.id, "pending", DEADLINE_WITHIN_MS);
  await mustBeReleased(deal, await approve(deal, await deliver(deal, await accept(deal, paid))));
  const expired = await untilState(buyer, unanswered.id, "expired", DEADLINE_WITHIN_MS);
  await mustBeRefunded(deal, expired);
  await mustBeReleased(
    deal,
    await approve(deal, await deliver(deal, await accept(deal, await placePaid(deal)))),
  );

  const refreshToken = session?.refreshToken ?? "";
  must(await buyer.api.POST("/v1/auth/refresh", { body: { refreshToken } }));
  expect(await leftoversOn(started.platform)).toEqual([]);
  assertLedgerBalances(started.platform);
  const differences = (await reconciled(started.platform))
    .split("\n")
    .filter((line) => line.includes(": ours "));
  expect(differences).toEqual([expect.stringMatching(/^theirs_without_ours: ch_/)]);
}, 900_000);
