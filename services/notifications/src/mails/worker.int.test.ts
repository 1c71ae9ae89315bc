import { OrderPaid } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, orderFacts, paid, type TestNotifications } from "../../test/build-test-app.ts";

type Person = Awaited<ReturnType<TestNotifications["anAccount"]>>;

let service: TestNotifications;
let buyer: Person;

beforeAll(async () => {
  service = await buildTestApp();
  buyer = await service.anAccount("Béa");
  // The buyer's own mails are not what these tests count.
  await service.call(buyer.accountId, "PUT", "/v1/notifications/preferences", {
    order_confirmed: { app: true, email: false },
  });
});
afterAll(() => service.stop());

async function sellAnOrder(): Promise<Person> {
  const seller = await service.anAccount("Sam");
  const order = orderFacts(buyer.accountId, seller.accountId);
  await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
  return seller;
}

const mailOf = (person: Person) =>
  service.platform.db.collection("mails").findOne({ accountId: person.accountId });

const inState = (person: Person, state: string) =>
  waitFor(async () => ((await mailOf(person))?.state === state ? mailOf(person) : null), {
    what: `the mail to be ${state}`,
  });

const tried = (person: Person, attempts: number) =>
  waitFor(
    async () => {
      const mail = await mailOf(person);
      return mail?.attempts === attempts && mail.lease === null;
    },
    { what: `try ${attempts} to be over` },
  );

describe("a mail", () => {
  it("is not lost while the mail server is down, and sent once when it is back", async () => {
    await service.mailServer.stop();
    const seller = await sellAnOrder();
    await tried(seller, 1);
    service.clock.advance(1_000);
    await tried(seller, 2);
    expect(service.mailServer.to(seller.email)).toEqual([]);
    await service.mailServer.restart();
    service.clock.advance(2_000);
    await inState(seller, "sent");
    expect(service.mailServer.to(seller.email)).toHaveLength(1);
  });

  it("that the server took without saying so comes again under the same Message-ID", async () => {
    service.mailServer.loseNextAnswer();
    const seller = await sellAnOrder();
    await tried(seller, 1);
    service.clock.advance(1_000);
    await inState(seller, "sent");
    const mails = service.mailServer.to(seller.email);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mails[0]?.messageId).toMatch(/^<[0-9a-f]{40}@marketplace\.example>$/);
  });

  it("R39: is tried again while the server refuses for now and drops connections, and then sent once", async () => {
    service.mailServer.refuseForNow(true);
    const seller = await sellAnOrder();
    await tried(seller, 1);
    service.mailServer.refuseForNow(false);
    service.mailServer.dropNextMail();
    service.clock.advance(1_000);
    await tried(seller, 2);
    expect(service.mailServer.to(seller.email)).toEqual([]);
    service.clock.advance(2_000);
    await inState(seller, "sent");
    expect(service.mailServer.to(seller.email)).toHaveLength(1);
  });

  it("that a crashed worker had in hand is sent when its lease is over", async () => {
    const { db } = service.platform;
    await service.mailServer.stop();
    const seller = await sellAnOrder();
    await tried(seller, 1);
    // As a worker leaves it that is killed in the middle of a try.
    const leaseEnds = new Date(service.clock.now().getTime() + 60_000);
    await db
      .collection("mails")
      .updateOne(
        { accountId: seller.accountId },
        { $set: { lease: "of-the-dead", nextAttemptAt: leaseEnds } },
      );
    await service.mailServer.restart();
    service.clock.advance(59_999);
    const other = await sellAnOrder();
    await inState(other, "sent");
    expect((await mailOf(seller))?.state).toBe("due");
    service.clock.advance(1);
    await inState(seller, "sent");
    expect(service.mailServer.to(seller.email)).toHaveLength(1);
  });

  it("to an address without a mailbox is given up at once, and delays no other", async () => {
    const seller = await service.anAccount("Sam");
    service.mailServer.unknownAddresses.add(seller.email);
    const order = orderFacts(buyer.accountId, seller.accountId);
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    expect(await inState(seller, "given_up")).toMatchObject({ attempts: 1, message: null });
    await inState(await sellAnOrder(), "sent");
  });

  it("is given up when its time is over, and its text is deleted", async () => {
    await service.mailServer.stop();
    const seller = await sellAnOrder();
    await tried(seller, 1);
    service.clock.advance(3 * 24 * 60 * 60 * 1_000);
    expect(await inState(seller, "given_up")).toMatchObject({ message: null });
    await service.mailServer.restart();
    expect(service.mailServer.to(seller.email)).toEqual([]);
  });

  it("goes to one worker only, however many there are", async () => {
    await service.anotherInstance();
    const sellers = await Promise.all(Array.from({ length: 8 }, sellAnOrder));
    const accountIds = sellers.map(({ accountId }) => accountId);
    const mails = service.platform.db.collection("mails");
    await waitFor(
      async () => {
        // A try that failed on a busy machine waits until the clock, which is the test's own, reaches the next one.
        const waiting = { lease: null, state: "due", nextAttemptAt: { $gt: service.clock.now() } };
        if ((await mails.countDocuments(waiting)) > 0) service.clock.advance(1_000);
        const sent = { accountId: { $in: accountIds }, state: "sent" };
        return (await mails.countDocuments(sent)) === sellers.length;
      },
      { what: "every mail to be sent", timeoutMs: 25_000 },
    );
    for (const seller of sellers) expect(service.mailServer.to(seller.email)).toHaveLength(1);
  });
});
