import {
  CatalogExportCollected,
  ExportRequested,
  MessagingExportCollected,
  NotificationsExportCollected,
  OrdersExportCollected,
  PaymentsExportCollected,
  ReviewsExportCollected,
} from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp({ RATE_LIMIT_SCALE: "1" });
});
afterAll(() => test.stop());

type Person = Awaited<ReturnType<TestApp["aPerson"]>>;

async function anExport({ accessToken }: Person): Promise<string> {
  const { status, body } = await test.post("/v1/me/exports", undefined, accessToken);
  expect(status).toBe(202);
  return body.id;
}

const fetched = ({ accessToken }: Person, id: string) =>
  test.call("GET", `/v1/me/exports/${id}`, { token: accessToken });

const answers = [
  CatalogExportCollected,
  PaymentsExportCollected,
  MessagingExportCollected,
  ReviewsExportCollected,
  NotificationsExportCollected,
];

describe("a copy of one's data", () => {
  it("R42: collects a part of every service, and is ready when the last one that was down has answered", async () => {
    const person = await test.aPerson();
    const id = await anExport(person);
    const asked = await test.neighbours.heard(ExportRequested, ({ exportId }) => exportId === id);
    expect(asked.data).toEqual({ accountId: person.account.id, exportId: id });
    expect(await fetched(person, id)).toMatchObject({
      status: 200,
      body: { status: "collecting", parts: { accounts: { account: person.account } } },
    });

    const give = (event: (typeof answers)[number], part: Record<string, unknown>) =>
      test.neighbours.tell(event, `${id}-${event.name}`, {
        exportId: id,
        accountId: person.account.id,
        part,
        isComplete: true,
      });
    for (const event of answers) await give(event, { list: [event.name] });
    await waitFor(async () => Object.keys((await fetched(person, id)).body.parts).length === 6, {
      what: "six of seven parts",
    });
    expect((await fetched(person, id)).body.status).toBe("collecting");
    const metrics = (await test.app.inject("/metrics")).body;
    expect(metrics).toMatch(/account_exports_collecting 1\n/);

    await give(OrdersExportCollected, { purchases: [{ "$odd.key": 1 }] });
    const ready = await waitFor(
      async () => {
        const { body } = await fetched(person, id);
        return body.status === "ready" && body;
      },
      { what: "the export to be ready" },
    );
    expect(ready.parts.orders).toEqual({ purchases: [{ "$odd.key": 1 }], isComplete: true });
    expect((await test.app.inject("/metrics")).body).toMatch(/account_exports_collecting 0\n/);
  });

  it("R41: is its owner's alone, and expires", async () => {
    const [person, other] = [await test.aPerson(), await test.aPerson()];
    const id = await anExport(person);
    expect((await fetched(other, id)).status).toBe(404);
    expect((await test.call("GET", `/v1/me/exports/${id}`)).status).toBe(401);
    expect((await test.post("/v1/me/exports")).status).toBe(401);
    test.clock.advance(7 * DAY_MS);
    const { accessToken } = (await test.logIn(person.account.email)).body;
    expect((await fetched({ ...person, accessToken }, id)).status).toBe(404);
  });

  it("is limited to five a day", async () => {
    const person = await test.aPerson();
    for (let copies = 1; copies <= 5; copies++) await anExport(person);
    expect((await test.post("/v1/me/exports", undefined, person.accessToken)).status).toBe(429);
  });
});
