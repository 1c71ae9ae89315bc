import { AccountChanged, MessageSent, SupportClosed, SupportRequested } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestMessaging } from "../../test/build-test-app.ts";

const STAFF = ["user", "mediator"] as const;
let service: TestMessaging;
let askerId: string;
let staff: [string, string];
beforeAll(async () => {
  service = await buildTestApp();
  askerId = await service.anAccount("Béa");
  staff = [await service.anAccount("Mia", STAFF), await service.anAccount("Max", STAFF)];
});
afterAll(() => service.stop());

async function aRequest(text = "Ma carte est refusée"): Promise<string> {
  service.clock.advance(1_000);
  const asked = await service.call(askerId, "POST", "/v1/conversations", { kind: "support", text });
  return asked.json().id;
}

const act = (staffId: string, id: string, action: string) =>
  service.call(staffId, "POST", `/v1/conversations/${id}/${action}`, undefined, STAFF);
const write = (accountId: string, id: string, roles: readonly string[] = ["user"]) =>
  service.call(accountId, "POST", `/v1/conversations/${id}/messages`, { text: "Je regarde" }, roles);

async function queue(state: string, query = ""): Promise<string[]> {
  const url = `/v1/conversations/support-queue?state=${state}&limit=100${query}`;
  const { items } = (await service.call(staff[0], "GET", url, undefined, STAFF)).json();
  return items.map(({ id }: { id: string }) => id);
}

describe("the queue of requests for support", () => {
  it("R38: shows who waits the longest first, in pages that stay stable", async () => {
    const [first, second, third] = [await aRequest(), await aRequest(), await aRequest()];
    expect((await queue("waiting")).slice(-3)).toEqual([first, second, third]);
    const url = "/v1/conversations/support-queue?state=waiting&limit=1";
    const page = (await service.call(staff[0], "GET", url, undefined, STAFF)).json();
    await act(staff[0], page.items[0].id, "take");
    const next = `${url}&cursor=${page.nextCursor}`;
    const rest = (await service.call(staff[0], "GET", next, undefined, STAFF)).json();
    expect(rest.items[0].id).not.toBe(page.items[0].id);
    expect(rest.items[0].support).toMatchObject({ state: "waiting", takenBy: null });
  });

  it("R38: a request is taken by one, however many take it at once", async () => {
    const id = await aRequest();
    const many = await Promise.all(Array.from({ length: 6 }, () => service.anAccount("Staff")));
    const statuses = (await Promise.all(many.map((staffId) => act(staffId, id, "take")))).map(
      ({ statusCode }) => statusCode,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
    const shown = (await service.call(askerId, "GET", `/v1/conversations/${id}`)).json();
    const winner = many[statuses.indexOf(200)];
    expect(shown.support).toMatchObject({
      state: "taken",
      takenBy: { id: winner, displayName: "Staff", closed: false },
    });
  });

  it("R38: what is taken is answered, given back and closed by its taker alone", async () => {
    const [mia, max] = staff;
    const id = await aRequest();
    expect((await act(mia, id, "take")).statusCode).toBe(200);
    expect((await act(mia, id, "take")).statusCode).toBe(200);
    for (const action of ["take", "release", "close"]) {
      expect((await act(max, id, action)).json()).toMatchObject({ status: 409, code: "already_taken" });
    }
    expect((await write(max, id, STAFF)).json()).toMatchObject({ status: 409, code: "already_taken" });
    expect((await write(mia, id, STAFF)).statusCode).toBe(201);
    // Security 23: a display name can claim anything, and this is the platform's own word.
    const shown = (await service.call(askerId, "GET", `/v1/conversations/${id}`)).json();
    expect(shown.participants).toMatchObject([
      { id: askerId, isStaff: false },
      { id: mia, isStaff: true },
    ]);
    expect(await queue("taken")).toContain(id);
    expect((await act(mia, id, "release")).statusCode).toBe(200);
    expect(await queue("waiting")).toContain(id);
    // Answering takes it.
    expect((await write(max, id, STAFF)).statusCode).toBe(201);
    expect((await act(mia, id, "take")).statusCode).toBe(409);
    expect((await act(max, id, "close")).statusCode).toBe(200);
    expect(await queue("closed")).toContain(id);
  });

  it("R38: a closed request waits again when its author writes again", async () => {
    const id = await aRequest();
    await act(staff[0], id, "close");
    expect((await act(staff[0], id, "take")).json()).toMatchObject({ status: 409, code: "support_closed" });
    expect((await write(askerId, id)).statusCode).toBe(201);
    expect((await queue("waiting")).at(-1)).toBe(id);
  });

  it("security 6: is nothing to former staff any more: no list, no word, no message, and what they took waits", async () => {
    const eve = await service.anAccount("Eve", STAFF);
    const id = await aRequest();
    expect((await write(eve, id, STAFF)).statusCode).toBe(201);
    const other = await aRequest();
    await act(eve, other, "take");
    await service.neighbours.tell(AccountChanged, eve, {
      accountId: eve,
      email: "eve@example.test",
      emailVerified: true,
      displayName: "Eve",
      bio: "",
      locale: "fr",
      roles: ["user"],
      createdAt: "2026-01-01T00:00:00.000Z",
    });
    await waitFor(async () => (await queue("waiting")).includes(other), {
      what: "what Eve took to wait again",
    });
    expect((await write(askerId, id)).statusCode).toBe(201);
    const told = await service.neighbours.heard(
      MessageSent,
      ({ conversationId, senderId, text }) =>
        conversationId === id && senderId === askerId && text === "Je regarde",
    );
    expect(told.data.recipientIds).toEqual([]);
    const asEve = (url: string) => service.call(eve, "GET", url);
    expect((await asEve(`/v1/conversations/${id}`)).statusCode).toBe(404);
    expect((await asEve("/v1/conversations")).json().items).toEqual([]);
    expect((await asEve("/v1/conversations/unread-count")).json()).toEqual({ count: 0 });
    expect((await write(eve, id)).statusCode).toBe(404);
    // A token that still names the role gives nothing either.
    await waitFor(async () => (await write(eve, id, STAFF)).statusCode === 404, {
      what: "the role to be gone",
    });
  });

  it("hunt U9: tells of a request that waits, again when it is asked again, and that it is closed", async () => {
    const id = await aRequest();
    const isOfThis = ({ conversationId }: { conversationId: string }) => conversationId === id;
    const asked = await service.neighbours.heard(SupportRequested, isOfThis);
    expect(asked).toMatchObject({
      aggregateId: `${id}:support`,
      sequence: 1,
      data: { requesterId: askerId },
    });
    await act(staff[0], id, "take");
    await act(staff[0], id, "release");
    await act(staff[0], id, "close");
    expect((await service.neighbours.heard(SupportClosed, isOfThis)).sequence).toBe(2);
    await write(askerId, id);
    await waitFor(() => service.neighbours.timesHeard(SupportRequested, isOfThis) === 2, {
      what: "the request to wait again",
    });
  });

  it("R41: is the staff's alone", async () => {
    const id = await aRequest();
    expect((await service.call(askerId, "GET", "/v1/conversations/support-queue")).statusCode).toBe(403);
    expect((await service.call(askerId, "POST", `/v1/conversations/${id}/take`)).statusCode).toBe(403);
    const inquiry = await service.call(askerId, "POST", "/v1/conversations", {
      kind: "inquiry",
      sellerId: staff[0],
      text: "Bonjour",
    });
    expect((await act(staff[1], inquiry.json().id, "take")).statusCode).toBe(404);
  });
});
