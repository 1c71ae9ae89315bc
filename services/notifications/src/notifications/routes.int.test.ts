import { MessageSent } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestNotifications } from "../../test/build-test-app.ts";

let service: TestNotifications;
let readerId: string;
let writerId: string;

beforeAll(async () => {
  service = await buildTestApp();
  writerId = (await service.anAccount("Will")).accountId;
});
afterAll(() => service.stop());

/** An account with notifications of this many messages. */
async function aReader(messages: number): Promise<string> {
  const { accountId } = await service.anAccount("Rita");
  for (let n = 1; n <= messages; n++) {
    const conversationId = newId("conversation");
    service.clock.advance(1_000);
    await service.neighbours.tell(MessageSent, conversationId, {
      conversationId,
      kind: "inquiry",
      orderId: null,
      messageId: newId("message"),
      senderId: writerId,
      recipientIds: [accountId],
      text: `n° ${n}`,
      sentAt: service.clock.now().toISOString(),
    });
    await waitFor(async () => (await list(accountId)).items.length === n, {
      what: `the notification of message ${n}`,
    });
  }
  return accountId;
}

const list = async (accountId: string, query = "") =>
  (await service.call(accountId, "GET", `/v1/notifications${query}`)).json();

const countUnread = async (accountId: string): Promise<number> =>
  (await service.call(accountId, "GET", "/v1/notifications/unread-count")).json().count;

const read = (accountId: string, body: object) =>
  service.call(accountId, "POST", "/v1/notifications/read", body);

describe("the list", () => {
  beforeAll(async () => {
    readerId = await aReader(3);
  });

  it("R39: comes newest first, in pages", async () => {
    const first = await list(readerId, "?limit=2");
    const rest = await list(readerId, `?limit=2&cursor=${first.nextCursor}`);
    const items = [...first.items, ...rest.items];
    expect(items.map(({ text }: { text: string }) => text)).toEqual(["“n° 3”", "“n° 2”", "“n° 1”"]);
    expect(rest.nextCursor).toBeNull();
    expect(items[0]).toMatchObject({
      kind: "message_received",
      title: "New message from Will",
      readAt: null,
    });
  });

  it("R39: keeps read marks, one by one or all at once", async () => {
    const [newest] = (await list(readerId)).items;
    expect((await read(readerId, { ids: [newest.id, newest.id] })).statusCode).toBe(204);
    const unread = await list(readerId, "?unread=true");
    expect(unread.items).toHaveLength(2);
    expect(await countUnread(readerId)).toBe(2);
    expect((await list(readerId)).items[0].readAt).toBe(service.clock.now().toISOString());
    expect((await read(readerId, { all: true })).statusCode).toBe(204);
    expect((await list(readerId, "?unread=true")).items).toEqual([]);
    expect(await countUnread(readerId)).toBe(0);
    expect((await list(readerId, "?unread=false")).items).toHaveLength(3);
  });

  it("R41: is one's own: others' notifications are neither seen nor marked", async () => {
    const strangerId = newId("account");
    expect((await list(strangerId)).items).toEqual([]);
    const otherId = await aReader(1);
    const [others] = (await list(otherId)).items;
    expect((await read(readerId, { ids: [others.id] })).statusCode).toBe(404);
    await read(readerId, { all: true });
    expect((await list(otherId, "?unread=true")).items).toHaveLength(1);
  });
});

describe("preferences", () => {
  it("R39: are kept per kind; what is not named stays", async () => {
    const accountId = newId("account");
    const put = (body: object) => service.call(accountId, "PUT", "/v1/notifications/preferences", body);
    const off = { email: false, app: false };
    expect((await put({ message_received: off })).json()).toMatchObject({ message_received: off });
    const second = await put({ review_received: off });
    expect(second.statusCode).toBe(200);
    const shown = (await service.call(accountId, "GET", "/v1/notifications/preferences")).json();
    expect(shown).toEqual(second.json());
    expect(shown).toMatchObject({
      message_received: off,
      review_received: off,
      order_paid: { email: true, app: true },
    });
  });

  it("R39: cannot switch off what is about money or a deadline: 409", async () => {
    const accountId = newId("account");
    const answer = await service.call(accountId, "PUT", "/v1/notifications/preferences", {
      message_received: { email: false, app: true },
      order_paid: { email: false, app: true },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "mandatory_notification"]);
    const shown = (await service.call(accountId, "GET", "/v1/notifications/preferences")).json();
    expect(shown.message_received).toMatchObject({ email: true, app: true });
  });

  it("hunt F9: of two who choose at once, neither undoes the other", async () => {
    const { accountId } = await service.anAccount("Rita");
    const off = { email: false, app: true };
    const kinds = ["order_confirmed", "message_received", "review_received", "brief_completed"];
    await Promise.all(
      kinds.map((kind) => service.call(accountId, "PUT", "/v1/notifications/preferences", { [kind]: off })),
    );
    const shown = (await service.call(accountId, "GET", "/v1/notifications/preferences")).json();
    for (const kind of kinds) expect(shown[kind]).toMatchObject(off);
  });
});

describe("refusals", () => {
  it("a request without a token is refused: 401", async () => {
    for (const [method, url] of [
      ["GET", "/v1/notifications"],
      ["POST", "/v1/notifications/read"],
      ["GET", "/v1/notifications/preferences"],
      ["PUT", "/v1/notifications/preferences"],
    ] as const) {
      expect((await service.app.inject({ method, url })).statusCode).toBe(401);
    }
  });

  it("bad input is 400 with the path of each error", async () => {
    const paths = async (method: "GET" | "POST" | "PUT", path: string, payload?: object) => {
      const answer = await service.call(newId("account"), method, `/v1/notifications${path}`, payload);
      expect(answer.statusCode).toBe(400);
      return answer.json().errors.map((error: { path: string }) => error.path);
    };
    expect(await paths("GET", "?limit=0&unread=perhaps")).toEqual(["limit", "unread"]);
    expect(await paths("GET", "?cursor=nonsense")).toEqual(["cursor"]);
    expect(await paths("PUT", "/preferences", { order_paid: { email: "no", app: true } })).toEqual([
      "order_paid.email",
    ]);
    expect(await paths("PUT", "/preferences", { nonsense: { email: true, app: true } })).toEqual([""]);
    expect(await paths("POST", "/read", { ids: ["x"] })).toEqual(["ids.0"]);
    expect(await paths("POST", "/read", { all: false })).toEqual(["all"]);
    expect(await paths("POST", "/read", {})).toEqual(["ids"]);
  });
});
