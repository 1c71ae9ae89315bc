import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MAX_FILE_BYTES, type Order } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

const MB = 1024 * 1024;
const BOUNDARY = "----boundary";

let t: TestApp;
let origin: string;

beforeAll(async () => {
  t = await buildTestApp();
  origin = await t.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => t?.stop());

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a", "hex");

/** The body of a form with one file, made piece by piece, so that neither side of the test holds it whole. */
async function* form(pieces: Iterable<Uint8Array>, { name = "proof.bin", field = "file" } = {}) {
  const head = `content-disposition: form-data; name="${field}"; filename="${name}"`;
  yield Buffer.from(`--${BOUNDARY}\r\n${head}\r\ncontent-type: image/png\r\n\r\n`);
  yield* pieces;
  yield Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
}

function* zeros(bytes: number): Generator<Uint8Array> {
  const piece = new Uint8Array(64 * 1024);
  for (let left = bytes; left > 0; left -= piece.length)
    yield piece.subarray(0, Math.min(left, piece.length));
}

async function upload(
  accountId: string,
  order: Order,
  pieces: Iterable<Uint8Array>,
  about: { name?: string; field?: string } = {},
) {
  const answer = await fetch(`${origin}/v1/orders/${order.id}/files`, {
    method: "POST",
    headers: {
      ...(await t.authorization(accountId)),
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: ReadableStream.from(form(pieces, about)),
    duplex: "half",
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

const download = async (accountId: string, orderId: string, fileId: string, roles?: readonly string[]) =>
  fetch(`${origin}/v1/orders/${orderId}/files/${fileId}`, {
    headers: await t.authorization(accountId, roles),
  });

const storedOf = (order: Order) =>
  t.platform.db.collection("files.files").countDocuments({ "metadata.scope": order.id });
const deliver = (order: Order, fileIds: readonly string[]) =>
  t.act(t.sellerId, order.id, "deliver", { message: "Here.", fileIds });

describe("files of an order", () => {
  it("are typed by what they hold, never served inline, and come back as they were", async () => {
    const order = await t.anOrderInProgress();
    const page = Buffer.from("<html><script>alert(1)</script></html>");
    for (const [bytes, mediaType] of [
      [PNG, "image/png"],
      [page, "text/plain"],
      [Buffer.from([0, 1, 2, 255]), "application/octet-stream"],
    ] as const) {
      const { status, body } = await upload(t.sellerId, order, [bytes], { name: "../dir/a.html" });
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      expect([status, body]).toEqual([
        201,
        { id: body.id, name: "a.html", size: bytes.length, mediaType, sha256 },
      ]);
      const got = await download(t.buyerId, order.id, body.id);
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(got.headers)).toMatchObject({
        "content-type": expect.stringContaining(mediaType),
        "content-disposition": expect.stringMatching(/^attachment; /),
        "x-content-type-options": "nosniff",
      });
    }
  });

  it("R14: a delivery names files of its own order that the seller uploaded, and no others", async () => {
    const [order, another] = [await t.anOrderInProgress(), await t.anOrderInProgress()];
    const { body: own } = await upload(t.sellerId, order, [PNG]);
    const { body: ofBuyer } = await upload(t.buyerId, order, [PNG]);
    const { body: elsewhere } = await upload(t.sellerId, another, [PNG]);
    for (const strange of [ofBuyer.id, elsewhere.id, newId("file")]) {
      expect(await deliver(order, [own.id, strange])).toMatchObject({
        status: 400,
        body: { code: "invalid_request", errors: [{ path: "fileIds.1" }] },
      });
    }
    const brief = { text: "As in the picture.", fileIds: [own.id] };
    expect((await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, brief)).status).toBe(400);
    const mine = { ...brief, fileIds: [ofBuyer.id] };
    expect((await t.call(t.buyerId, "PUT", `/v1/orders/${order.id}/brief`, mine)).status).toBe(200);
    expect((await deliver(order, [own.id])).body.deliveries).toMatchObject([{ files: [{ id: own.id }] }]);
  });

  it("R41: exist for the two parties, and for mediators once there is a dispute; for the seller from payment on", async () => {
    const unpaid = await t.aPlacedOrder();
    expect((await upload(t.sellerId, unpaid, [PNG])).status).toBe(404);
    const { body: early } = await upload(t.buyerId, unpaid, [PNG]);
    expect((await download(t.sellerId, unpaid.id, early.id)).status).toBe(404);

    const [order, another] = [await t.aDeliveredOrder(), await t.aDeliveredOrder()];
    const { body: file } = await upload(t.buyerId, order, [PNG]);
    const stranger = newId("account");
    expect((await upload(stranger, order, [PNG])).status).toBe(404);
    expect((await download(stranger, order.id, file.id)).status).toBe(404);
    expect((await download(t.buyerId, another.id, file.id)).status).toBe(404);
    expect((await download(t.buyerId, order.id, newId("file"))).status).toBe(404);
    const mediator = ["user", "mediator"];
    expect((await download(t.mediatorId, order.id, file.id, mediator)).status).toBe(404);
    await t.act(t.buyerId, order.id, "request-revision", { explanation: "Too small." });
    await t.act(t.sellerId, order.id, "refuse-revision", { explanation: "No." });
    await t.act(t.buyerId, order.id, "open-dispute", { statement: "So." });
    for (const [accountId, roles] of [
      [t.buyerId, ["user"]],
      [t.sellerId, ["user"]],
      [t.mediatorId, mediator],
    ] as const) {
      expect((await download(accountId, order.id, file.id, roles)).status).toBe(200);
    }
    expect((await upload(t.mediatorId, order, [PNG])).status).toBe(404);
    expect((await fetch(`${origin}/v1/orders/${order.id}/files/${file.id}`)).status).toBe(401);
  });

  it("security 7: are few before the order is paid, and no more when it has ended", async () => {
    const unpaid = await t.aPlacedOrder();
    for (let n = 0; n < 10; n++) expect((await upload(t.buyerId, unpaid, [PNG])).status).toBe(201);
    expect(await upload(t.buyerId, unpaid, [PNG])).toMatchObject({
      status: 409,
      body: { code: "too_many_files" },
    });
    const ended = await t.aDeliveredOrder();
    await t.act(t.buyerId, ended.id, "approve", {});
    expect(await upload(t.sellerId, ended, [PNG])).toMatchObject({
      status: 409,
      body: { code: "too_many_files" },
    });
  });

  it("security 7: of one account are bounded for a day, however many orders it places", async () => {
    const allowances = t.platform.db.collection<{ _id: string; bytes: number }>("files.allowances");
    const ofBuyer = { _id: { $regex: `^${t.buyerId}` } };
    const orders = [await t.aPlacedOrder(), await t.aPlacedOrder()];
    await upload(t.buyerId, orders[0] as Order, [PNG]);
    const { bytes = 0 } = (await allowances.findOne(ofBuyer)) ?? {};
    await upload(t.buyerId, orders[1] as Order, [PNG]);
    // What the form around it weighs is given back.
    expect(await allowances.findOne(ofBuyer)).toMatchObject({ bytes: bytes + PNG.length });
    await upload(t.buyerId, orders[1] as Order, []);
    expect(await allowances.findOne(ofBuyer)).toMatchObject({ bytes: bytes + PNG.length });

    await allowances.updateOne(ofBuyer, { $set: { bytes: 2_048 * MB - PNG.length } });
    for (const order of orders) {
      expect(await upload(t.buyerId, order, [PNG])).toMatchObject({
        status: 409,
        body: { code: "upload_limit_reached" },
      });
    }
    expect((await upload(t.sellerId, await t.anOrderInProgress(), [PNG])).status).toBe(201);
    await allowances.deleteMany({});
  });

  it("security 7: to which nothing refers go three days after their upload, with what broken uploads left", async () => {
    const [order, another, unpaid] = [
      await t.anOrderInProgress(),
      await t.anOrderInProgress(),
      await t.aPlacedOrder(),
    ];
    const { body: delivered } = await upload(t.sellerId, order, [PNG]);
    const { body: unused } = await upload(t.sellerId, order, [PNG]);
    const { body: fresh } = await upload(t.sellerId, another, [PNG]);
    const { body: ofBrief } = await upload(t.buyerId, unpaid, [PNG]);
    await t.call(t.buyerId, "PUT", `/v1/orders/${unpaid.id}/brief`, { text: "So.", fileIds: [ofBrief.id] });
    await deliver(order, [delivered.id]);
    const files = t.platform.db.collection<{ _id: string }>("files.files");
    const chunks = t.platform.db.collection("files.chunks");
    const uploads = t.platform.db.collection<{ _id: string; startedAt: Date }>("files.uploads");
    const old = new Date(t.clock.now().getTime() - 73 * 3_600_000);
    const aged = { _id: { $in: [delivered.id, unused.id, ofBrief.id] } };
    await files.updateMany(aged, { $set: { unattachedSince: old } });
    // Its process died: once with bytes alone, and once before the owner was written.
    const [cutOff, ownerless] = [newId("file"), newId("file")];
    await chunks.insertOne({ files_id: cutOff, n: 0, data: PNG });
    await chunks.insertOne({ files_id: ownerless, n: 0, data: PNG });
    await files.insertOne({
      _id: ownerless,
      filename: "x",
      length: 1,
      chunkSize: 1,
      uploadDate: old,
    } as never);
    for (const _id of [cutOff, ownerless, delivered.id]) await uploads.insertOne({ _id, startedAt: old });
    // Too late to attach what is about to go.
    expect(await deliver(another, [unused.id])).toMatchObject({ status: 400 });

    await t.runWorkOnce();

    const left = await files.find({}, { projection: { _id: 1 } }).toArray();
    const ids = left.map(({ _id }) => _id);
    expect(ids).toEqual(expect.arrayContaining([delivered.id, fresh.id, ofBrief.id]));
    for (const gone of [unused.id, ownerless, cutOff]) {
      expect(ids).not.toContain(gone);
      expect(await chunks.countDocuments({ files_id: gone })).toBe(0);
    }
    expect(await uploads.countDocuments({})).toBe(0);
    expect((await download(t.buyerId, order.id, delivered.id)).status).toBe(200);
  });

  it("real-clients 6b: is read by a link without a token, for ten minutes, by a rule as strict as a token's", async () => {
    const [order, another] = [await t.anOrderInProgress(), await t.anOrderInProgress()];
    const { body: file } = await upload(t.buyerId, order, [PNG]);
    const { body: other } = await upload(t.buyerId, order, [Buffer.from("another")]);
    const link = (accountId: string, orderId: string) =>
      t.call(accountId, "POST", `/v1/orders/${orderId}/files/${file.id}/links`);
    for (const [who, orderId] of [
      [newId("account"), order.id],
      [t.sellerId, another.id],
    ] as const) {
      expect((await link(who, orderId)).status).toBe(404);
    }
    const made = await link(t.sellerId, order.id);
    expect(made).toMatchObject({ status: 201, body: { expiresIn: 600 } });
    const { url } = made.body;
    expect(new URL(url, origin).pathname).toBe(`/v1/orders/${order.id}/files/${file.id}`);
    // As often as it is needed: a download that broke off goes on by the same address.
    for (const range of ["bytes=0-", "bytes=4-"]) {
      const got = await fetch(`${origin}${url}`, { headers: { range } });
      const start = Number(range.slice(6, -1));
      expect(Buffer.from(await got.arrayBuffer()).equals(PNG.subarray(start))).toBe(true);
      expect([got.status, got.headers.get("cache-control")]).toEqual([206, "private, no-cache"]);
    }
    const elsewhere = url.replace(file.id, other.id);
    for (const wrong of [elsewhere, `${url}x`, url.replace(/ticket=.*/, "ticket=")]) {
      const { status, headers } = await fetch(`${origin}${wrong}`);
      expect([wrong, status, headers.get("www-authenticate")]).toEqual([wrong, 401, "Bearer"]);
    }
    t.clock.advance(600_000);
    expect((await fetch(`${origin}${url}`)).status).toBe(401);
  });

  it("real-clients 11f: is sent from where a download broke off, while it is the same", async () => {
    const order = await t.anOrderInProgress();
    // Longer than two chunks of the database.
    const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, index) => index % 251));
    const { body } = await upload(t.sellerId, order, [bytes]);
    const read = async (headers: Record<string, string>) => {
      const answer = await fetch(`${origin}/v1/orders/${order.id}/files/${body.id}`, {
        headers: { ...(await t.authorization(t.buyerId)), ...headers },
      });
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const whole = await read({});
    expect(whole.answer.headers.get("accept-ranges")).toBe("bytes");
    const etag = String(whole.answer.headers.get("etag"));
    for (const [first, last] of [
      [0, 0],
      [0, 261_119],
      [261_119, 261_120],
      [261_120, 522_240],
      [300_000, 599_999],
    ] as const) {
      const part = await read({ range: `bytes=${first}-${last}`, "if-range": etag });
      expect(part.answer.status).toBe(206);
      expect(part.answer.headers.get("content-range")).toBe(`bytes ${first}-${last}/600000`);
      expect(part.answer.headers.get("content-length")).toBe(String(last - first + 1));
      expect(part.bytes.equals(bytes.subarray(first, last + 1))).toBe(true);
    }
    const changed = await read({ range: "bytes=10-", "if-range": '"other"' });
    expect([changed.answer.status, changed.bytes.length]).toEqual([200, 600_000]);
    const outside = await read({ range: "bytes=600000-" });
    expect(outside.answer.status).toBe(416);
    expect(outside.answer.headers.get("content-range")).toBe("bytes */600000");
    expect(JSON.parse(String(outside.bytes))).toMatchObject({ code: "range_not_satisfiable" });
    const known = await read({ "if-none-match": etag });
    expect([known.answer.status, known.bytes.length]).toEqual([304, 0]);
  });

  it("hunt F16: has a name that strict readers of RFC 8187 take", async () => {
    const order = await t.anOrderInProgress();
    for (const name of ["logo (1).png", "l'affiche d'été*.pdf"]) {
      const { body } = await upload(t.sellerId, order, [PNG], { name });
      const header = (await download(t.buyerId, order.id, body.id)).headers.get("content-disposition") ?? "";
      const [, encoded = ""] = /; filename\*=UTF-8''((?:[\w!#$&+.^`|~-]|%[\dA-F]{2})+)$/.exec(header) ?? [];
      expect(decodeURIComponent(encoded)).toBe(name);
    }
  });

  it("real-clients 6c: two in one form are refused, and neither stays", async () => {
    const order = await t.anOrderInProgress();
    const body = new FormData();
    for (const name of ["a.txt", "b.txt"]) body.append("file", new File(["text"], name));
    const headers = await t.authorization(t.sellerId);
    const answer = await fetch(`${origin}/v1/orders/${order.id}/files`, { method: "POST", headers, body });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [{ path: "file", message: expect.stringContaining("one file") }] }),
    ]);
    expect(await storedOf(order)).toBe(0);
  });

  it("is refused with 415 when it is no form, and with 400 when it has no file, or an empty one", async () => {
    const order = await t.anOrderInProgress();
    const json = await t.call(t.sellerId, "POST", `/v1/orders/${order.id}/files`, { file: "x" });
    expect(json).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
    for (const about of [{ field: "document" }, {}]) {
      const pieces = about.field ? [PNG] : [];
      expect(await upload(t.sellerId, order, pieces, about)).toMatchObject({
        status: 400,
        body: { errors: [{ path: "file" }] },
      });
    }
    expect(await storedOf(order)).toBe(0);
  });

  it("is refused with 400 when it is a broken form, however it is broken", async () => {
    const order = await t.anOrderInProgress();
    const whole = (await Array.fromAsync(form([PNG]))).map(String).join("");
    const good = `multipart/form-data; boundary=${BOUNDARY}`;
    for (const [how, type, body] of [
      ["without a boundary", "multipart/form-data", whole],
      ["without a boundary and a body", "multipart/form-data", ""],
      ["with an empty boundary", "multipart/form-data; boundary=", whole],
      ["with another boundary", `${good}x`, whole],
      ["without a body", good, ""],
      ["with something else in it", good, "file=x"],
      ["cut off in the file", good, whole.slice(0, -20)],
      ["cut off in a header", good, whole.slice(0, 40)],
      ["without headers", good, `--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--\r\n`],
      ["with a broken header", good, `--${BOUNDARY}\r\nx\u0000:\r\n\r\nx\r\n--${BOUNDARY}--\r\n`],
    ] as const) {
      const headers = { ...(await t.authorization(t.sellerId)), "content-type": type };
      const answer = await fetch(`${origin}/v1/orders/${order.id}/files`, { method: "POST", headers, body });
      expect([how, answer.status, await answer.json()]).toEqual([
        how,
        400,
        expect.objectContaining({
          code: "invalid_request",
          errors: [expect.objectContaining({ path: "file" })],
        }),
      ]);
    }
    expect(await storedOf(order)).toBe(0);
  });

  it("holds 50 MB and not a byte more: 413, and nothing of it stays", async () => {
    const order = await t.anOrderInProgress();
    const full = await upload(t.sellerId, order, zeros(MAX_FILE_BYTES));
    expect([full.status, full.body.size]).toEqual([201, MAX_FILE_BYTES]);
    const chunks = t.platform.db.collection("files.chunks");
    const before = await chunks.countDocuments();
    const more = await upload(t.sellerId, order, zeros(MAX_FILE_BYTES + 1));
    expect(more).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
    expect(await storedOf(order)).toBe(1);
    expect(await chunks.countDocuments()).toBe(before);
  }, 120_000);

  it("is streamed both ways: memory stays flat while large files pass", async () => {
    const order = await t.anOrderInProgress();
    /** What is held, not what only waits to be collected. */
    const held = () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const atRest = held();
    const sizes = [24 * MB, 24 * MB, 24 * MB];
    const ids: string[] = [];

    /** What two looks in a row have seen: a thread of its own frees what was collected, late on a busy machine. */
    async function mostHeldWhile(work: () => Promise<void>): Promise<number> {
      let most = 0;
      let before = 0;
      const sampling = setInterval(() => {
        const now = held() - atRest;
        most = Math.max(most, Math.min(before, now));
        before = now;
      }, 300);
      await work().finally(() => clearInterval(sampling));
      return most / MB;
    }
    const up = await mostHeldWhile(async () => {
      const sent = await Promise.all(sizes.map((bytes) => upload(t.sellerId, order, zeros(bytes))));
      expect(sent.map(({ status }) => status)).toEqual([201, 201, 201]);
      ids.push(...sent.map(({ body }) => body.id));
    });
    const down = await mostHeldWhile(async () => {
      const got = await Promise.all(
        ids.map(async (id) => {
          const answer = await download(t.buyerId, order.id, id);
          let bytes = 0;
          for await (const piece of answer.body ?? []) bytes += piece.length;
          return bytes;
        }),
      );
      expect(got).toEqual(sizes);
    });
    process.stdout.write(`files of 72 MB at once: ${up.toFixed(1)} MB held up, ${down.toFixed(1)} MB down\n`);
    expect(Math.max(up, down)).toBeLessThan(48);
  }, 120_000);
});
