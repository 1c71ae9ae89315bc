import { AccountChanged, ListingPaused } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, listingFacts, type TestMessaging } from "../../test/build-test-app.ts";

let service: TestMessaging;
let buyerId: string;
let sellerId: string;
let strangerId: string;

beforeAll(async () => {
  service = await buildTestApp();
  buyerId = await service.anAccount("Béa");
  sellerId = await service.anAccount("Sam");
  strangerId = newId("account");
});
afterAll(() => service.stop());

async function anInquiry(text = "Bonjour") {
  const answer = await service.call(buyerId, "POST", "/v1/conversations", {
    kind: "inquiry",
    sellerId,
    text,
  });
  return { conversation: answer.json(), url: `/v1/conversations/${answer.json().id}` };
}

describe("an inquiry", () => {
  it("R1: from a seller's profile opens a conversation that is no order's", async () => {
    const answer = await service.call(buyerId, "POST", "/v1/conversations", {
      kind: "inquiry",
      sellerId,
      text: "Faites-vous des affiches ?",
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      kind: "inquiry",
      listingId: null,
      orderId: null,
      open: true,
      unreadCount: 0,
      lastMessage: { senderId: buyerId, text: "Faites-vous des affiches ?", masked: [], files: [] },
    });
    expect(answer.json().participants).toEqual([
      { id: buyerId, displayName: "Béa", closed: false, isStaff: false, readUpTo: 1 },
      { id: sellerId, displayName: "Sam", closed: false, isStaff: false, readUpTo: 0 },
    ]);
    expect(answer.json().subject).toEqual({ kind: "seller", id: sellerId, title: "Sam" });
    const listed = await service.call(sellerId, "GET", "/v1/conversations?kind=inquiry");
    expect(listed.json().items[0]).toMatchObject({ id: answer.json().id, unreadCount: 1 });
    const orders = await service.call(sellerId, "GET", "/v1/conversations?kind=order&limit=100");
    expect(orders.json().items.map((each: { id: string }) => each.id)).not.toContain(answer.json().id);
  });

  it("R1: about a listing is continued, also when the listing was published only just now", async () => {
    const listingId = newId("listing");
    const ask = (text: string) =>
      service.call(buyerId, "POST", "/v1/conversations", { kind: "inquiry", listingId, text });
    const asked = ask("Une question");
    await service.aListing(sellerId, listingId);
    const first = (await asked).json();
    expect(first).toMatchObject({ kind: "inquiry", listingId });
    await service.neighbours.tell(ListingPaused, listingId, {
      ...listingFacts(listingId, sellerId),
      state: "paused",
    });
    await waitFor(
      async () =>
        (
          await service.call(newId("account"), "POST", "/v1/conversations", {
            kind: "inquiry",
            listingId,
            text: "?",
          })
        ).statusCode === 404,
      { what: "the paused listing to be out of a stranger's reach" },
    );
    const second = await ask("Encore une");
    expect(second.statusCode).toBe(201);
    expect(second.json()).toMatchObject({ id: first.id, lastMessage: { text: "Encore une" } });
  });

  it("is one conversation when the button is clicked twice at once", async () => {
    const listingId = await service.aListing(sellerId);
    const ask = () =>
      service.call(buyerId, "POST", "/v1/conversations", { kind: "inquiry", listingId, text: "Bonjour" });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
    const messages = await service.call(
      buyerId,
      "GET",
      `/v1/conversations/${answers[0]?.json().id}/messages`,
    );
    expect(messages.json().items).toHaveLength(3);
  });

  it("is refused about oneself: 409, and about what does not exist: 404", async () => {
    const listingId = await service.aListing(sellerId);
    const ask = async (accountId: string, about: object) => {
      const answer = await service.call(accountId, "POST", "/v1/conversations", {
        kind: "inquiry",
        text: "?",
        ...about,
      });
      return [answer.statusCode, answer.json().code];
    };
    expect(await ask(sellerId, { listingId })).toEqual([409, "own_listing"]);
    expect(await ask(sellerId, { sellerId })).toEqual([409, "own_profile"]);
    expect(await ask(buyerId, { listingId: newId("listing") })).toEqual([404, "not_found"]);
    expect(await ask(buyerId, { sellerId: newId("account") })).toEqual([404, "not_found"]);
  });
});

describe("support", () => {
  it("R38: is asked about a listing, a seller or a conversation as well as an order", async () => {
    const listingId = await service.aListing(sellerId);
    const { conversation } = await anInquiry();
    const order = await service.anOrder(buyerId, sellerId);
    const ask = (about: object) =>
      service.call(buyerId, "POST", "/v1/conversations", { kind: "support", about, text: "Que faire ?" });
    for (const [about, title] of [
      [{ kind: "listing", id: listingId }, "Un logo"],
      [{ kind: "seller", id: sellerId }, "Sam"],
      [{ kind: "conversation", id: conversation.id }, ""],
      [{ kind: "order", id: order.orderId }, "Un logo"],
    ] as const) {
      const answer = await ask(about);
      expect(answer.statusCode).toBe(201);
      expect(answer.json().subject).toEqual({ ...about, title });
    }
    for (const about of [
      { kind: "seller", id: newId("account") },
      { kind: "conversation", id: newId("conversation") },
    ]) {
      expect((await ask(about)).statusCode).toBe(404);
    }
    expect((await ask({ kind: "weather", id: listingId })).statusCode).toBe(400);
  });

  it("R38: is asked by anyone, also about an order of theirs, and answered by staff", async () => {
    const order = await service.anOrder(buyerId, sellerId);
    const asked = await service.call(buyerId, "POST", "/v1/conversations", {
      kind: "support",
      orderId: order.orderId,
      text: "Ma carte est refusée",
    });
    expect(asked.statusCode).toBe(201);
    expect(asked.json()).toMatchObject({ kind: "support", orderId: order.orderId, open: true });
    const url = `/v1/conversations/${asked.json().id}`;
    const mediatorId = await service.anAccount("Mia");
    const asMediator = ["user", "mediator"];
    const queue = await service.call(
      mediatorId,
      "GET",
      "/v1/conversations?kind=support",
      undefined,
      asMediator,
    );
    expect(queue.json().items.map((each: { id: string }) => each.id)).toContain(asked.json().id);
    const answer = await service.call(
      mediatorId,
      "POST",
      `${url}/messages`,
      { text: "Je regarde" },
      asMediator,
    );
    expect(answer.statusCode).toBe(201);
    expect((await service.call(buyerId, "GET", url)).json()).toMatchObject({ unreadCount: 1 });
    expect((await service.call(sellerId, "GET", url)).statusCode).toBe(404);
    expect((await service.call(strangerId, "GET", url)).statusCode).toBe(404);
  });

  it("is not opened about an order of others: 404", async () => {
    const order = await service.anOrder(buyerId, sellerId);
    const asked = await service.call(strangerId, "POST", "/v1/conversations", {
      kind: "support",
      orderId: order.orderId,
      text: "?",
    });
    expect(asked.statusCode).toBe(404);
  });
});

describe("lists", () => {
  it("come newest first, in pages that stay stable", async () => {
    const readerId = await service.anAccount("Lou");
    const urls: string[] = [];
    for (let n = 0; n < 3; n++) {
      service.clock.advance(1_000);
      const opened = await service.call(readerId, "POST", "/v1/conversations", {
        kind: "support",
        text: `n° ${n}`,
      });
      urls.unshift(opened.json().id);
    }
    const first = (await service.call(readerId, "GET", "/v1/conversations?limit=2")).json();
    expect(first.items.map((each: { id: string }) => each.id)).toEqual(urls.slice(0, 2));
    service.clock.advance(1_000);
    await service.call(readerId, "POST", "/v1/conversations", { kind: "support", text: "entre-temps" });
    const next = await service.call(readerId, "GET", `/v1/conversations?limit=2&cursor=${first.nextCursor}`);
    expect(next.json()).toMatchObject({ items: [{ id: urls[2] }], nextCursor: null });

    const { url } = await anInquiry();
    for (const text of ["a", "b", "c"]) await service.call(buyerId, "POST", `${url}/messages`, { text });
    const page = (await service.call(buyerId, "GET", `${url}/messages?limit=2`)).json();
    const rest = (
      await service.call(buyerId, "GET", `${url}/messages?limit=1&cursor=${page.nextCursor}`)
    ).json();
    expect([...page.items, ...rest.items].map((each: { text: string }) => each.text)).toEqual([
      "c",
      "b",
      "a",
    ]);
  });

  it("show the names that people have now", async () => {
    const { url } = await anInquiry();
    await service.neighbours.tell(AccountChanged, sellerId, {
      accountId: sellerId,
      email: "sam@example.test",
      emailVerified: true,
      displayName: "Samira",
      bio: "",
      locale: "fr",
      roles: ["user"],
      createdAt: "2026-01-01T00:00:00.000Z",
    });
    await waitFor(
      async () => (await service.call(buyerId, "GET", url)).json().participants[1].displayName === "Samira",
      { what: "the new name" },
    );
  });
});

describe("refusals", () => {
  it("R41: a conversation of others does not exist: 404", async () => {
    const { url } = await anInquiry();
    const stranger = async (method: "GET" | "POST", path: string, payload?: object) =>
      (await service.call(strangerId, method, `${url}${path}`, payload, ["user", "mediator"])).statusCode;
    expect(await stranger("GET", "")).toBe(404);
    expect(await stranger("GET", "/messages")).toBe(404);
    expect(await stranger("POST", "/messages", { text: "coucou" })).toBe(404);
    expect(await stranger("POST", "/messages", { text: "x", fileIds: [newId("file")] })).toBe(404);
  });

  it("a request without a token is refused: 401", async () => {
    for (const [method, url] of [
      ["GET", "/v1/conversations"],
      ["POST", "/v1/conversations"],
      ["GET", `/v1/conversations/${newId("conversation")}`],
      ["GET", `/v1/conversations/${newId("conversation")}/messages`],
      ["POST", `/v1/conversations/${newId("conversation")}/messages`],
      ["POST", `/v1/conversations/${newId("conversation")}/read`],
      ["POST", `/v1/conversations/${newId("conversation")}/files`],
      ["GET", `/v1/conversations/${newId("conversation")}/files/${newId("file")}`],
    ] as const) {
      expect((await service.app.inject({ method, url })).statusCode).toBe(401);
    }
  });

  it("bad input is 400 with the path of each error", async () => {
    const { url } = await anInquiry();
    const paths = async (method: "GET" | "POST", path: string, payload?: object) => {
      const answer = await service.call(buyerId, method, path, payload);
      expect(answer.statusCode).toBe(400);
      return answer.json().errors.map((error: { path: string }) => error.path);
    };
    expect(await paths("POST", "/v1/conversations", { kind: "order", text: "x" })).toEqual(["kind"]);
    expect(await paths("POST", "/v1/conversations", { kind: "support", text: "" })).toEqual(["text"]);
    expect(
      await paths("POST", "/v1/conversations", {
        kind: "inquiry",
        sellerId,
        listingId: newId("listing"),
        text: "x",
      }),
    ).toEqual(["sellerId"]);
    expect(await paths("POST", `${url}/messages`, { text: 1, fileIds: ["x"] })).toEqual([
      "text",
      "fileIds.0",
    ]);
    expect(await paths("POST", `${url}/read`, {})).toEqual(["upTo"]);
    expect(await paths("GET", "/v1/conversations?kind=chat&limit=101")).toEqual(["limit", "kind"]);
    expect(await paths("GET", "/v1/conversations?cursor=nonsense")).toEqual(["cursor"]);
    expect(await paths("GET", "/v1/conversations/1")).toEqual(["conversationId"]);
  });
});
