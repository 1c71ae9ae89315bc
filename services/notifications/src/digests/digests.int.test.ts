import { MessageSent, ReadMarkMoved } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestNotifications, WEB_URL } from "../../test/build-test-app.ts";

type Person = Awaited<ReturnType<TestNotifications["anAccount"]>>;

let service: TestNotifications;
let sam: Person;

beforeAll(async () => {
  service = await buildTestApp();
  sam = await service.anAccount("Sam");
});
afterAll(() => service.stop());

/** Sam writes, and it is in the reader's list. */
async function write(reader: Person, text: string, conversationId = newId("conversation")): Promise<string> {
  const messageId = newId("message");
  await service.neighbours.tell(MessageSent, conversationId, {
    conversationId,
    kind: "inquiry",
    orderId: null,
    messageId,
    senderId: sam.accountId,
    recipientIds: [reader.accountId],
    text,
    sentAt: service.clock.now().toISOString(),
  });
  await waitFor(async () => (await list(reader)).some((item) => item.text.includes(text)), {
    what: `the notification of “${text}”`,
  });
  return messageId;
}

const list = async ({ accountId }: Person): Promise<{ id: string; text: string }[]> =>
  (await service.call(accountId, "GET", "/v1/notifications?limit=100")).json().items;

async function pass(minutes: number): Promise<void> {
  service.clock.advance(minutes * 60_000);
  await service.platform.bus.fireDueTimers();
}

const mailsOf = ({ accountId }: Person) =>
  service.platform.db.collection("mails").find({ accountId }).toArray();

const mailTo = (person: Person, subject: RegExp) =>
  waitFor(() => service.mailServer.to(person.email).find((mail) => subject.test(mail.subject ?? "")), {
    what: `a mail ${subject}`,
  });

describe("e-mails of messages", () => {
  it("R39: one message: who wrote what, once it was quiet for three minutes", async () => {
    const reader = await service.anAccount("Béa", "fr");
    const conversationId = newId("conversation");
    await write(reader, "Bonjour [•••]", conversationId);
    await pass(2.9);
    expect(await mailsOf(reader)).toEqual([]);
    await pass(0.2);
    const mail = await mailTo(reader, /^Nouveau message de Sam$/);
    expect(mail.text).toContain("«\u00a0Bonjour [•••]\u00a0»");
    expect(mail.text).toContain(`${WEB_URL}/conversations/${conversationId}`);
  });

  it("R39: many messages: one mail of them all", async () => {
    const reader = await service.anAccount("Rita");
    for (const text of ["un", "deux", "trois"]) {
      await write(reader, `n° ${text}`);
      await pass(1);
    }
    expect(await mailsOf(reader)).toEqual([]);
    await pass(3);
    const mail = await mailTo(reader, /^3 new messages$/);
    for (const text of ["un", "deux", "trois"]) expect(mail.text).toContain(`“n° ${text}”`);
    await pass(30);
    expect(await mailsOf(reader)).toHaveLength(1);
  });

  it("R39: a conversation without a pause is mailed after twenty minutes", async () => {
    const reader = await service.anAccount("Rita");
    for (let minute = 0; minute < 22; minute += 2) {
      if ((await mailsOf(reader)).length > 0) break;
      await write(reader, `minute ${minute}.`);
      await pass(2);
    }
    expect((await mailTo(reader, /^10 new messages$/)).text).toContain("minute 18.");
  });

  it("hunt F8: what was read or answered in its conversation is neither mailed nor shown as unread", async () => {
    const reader = await service.anAccount("Rita");
    const conversationId = newId("conversation");
    await write(reader, "lu dans la conversation", conversationId);
    await write(reader, "pas encore lu", newId("conversation"));
    await service.neighbours.tell(ReadMarkMoved, `${conversationId}:${reader.accountId}`, {
      conversationId,
      orderId: null,
      accountId: reader.accountId,
      readUpTo: 1,
      participantIds: [reader.accountId, sam.accountId],
      readAt: service.clock.now().toISOString(),
    });
    const unread = async () =>
      (await service.call(reader.accountId, "GET", "/v1/notifications/unread-count")).json().count;
    await waitFor(async () => (await unread()) === 1, { what: "the notification to be settled" });
    await pass(4);
    const mail = await mailTo(reader, /^New message from Sam$/);
    expect(mail.text).toContain("pas encore lu");
    expect(mail.text).not.toContain("lu dans la conversation");
  });

  it("R39: what was read in the app is not sent", async () => {
    const reader = await service.anAccount("Rita");
    await write(reader, "lu");
    await service.call(reader.accountId, "POST", "/v1/notifications/read", { all: true });
    await pass(4);
    expect(await mailsOf(reader)).toEqual([]);
    expect(
      await service.platform.db.collection("digests").countDocuments({ _id: reader.accountId as never }),
    ).toBe(0);
  });
});
