import { deflateRawSync, gzipSync } from "node:zlib";
import type { FileInfo } from "@vc/client";
import { type Deal, placePaid } from "@vc/testing/journey";
import { beforeAll, describe, expect, it } from "vitest";
import { newDeal } from "../test-platform.ts";
import { rawForm } from "./raw-requests.ts";

let deal: Deal;
let orderId: string;
beforeAll(async () => {
  deal = await newDeal();
  orderId = (await placePaid(deal)).id;
});

describe("a file", () => {
  async function upload(disposition: string, content: Uint8Array) {
    const { body, type } = rawForm(disposition, content);
    const response = await deal.buyer.api.fetch(
      new Request(new URL(`/v1/orders/${orderId}/files`, deal.buyer.api.baseUrl), {
        method: "POST",
        headers: { "content-type": type },
        body,
      }),
    );
    return { status: response.status, file: (await response.json()) as FileInfo };
  }
  const named = (name: string) => `form-data; name="file"; filename="${name}"`;
  const text = new TextEncoder().encode("text");

  it.each([
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/passwd",
    "C:\\autoexec.bat",
    "a/../../b",
    "..",
    ".",
    "con\u0000.txt",
    "\u202egnp.exe",
    "<img src=x onerror=alert(1)>.txt",
    "x".repeat(5_000),
    "a%0d%0aSet-Cookie: b=c.txt",
    "",
  ])(
    "named %j is stored under a name that leads nowhere, and downloaded as nothing but a download",
    async (name) => {
      const { status, file } = await upload(named(name), text);
      if (status === 400) return;
      expect(status).toBe(201);
      expect(file.name).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(file.name).not.toMatch(/^\.*$/);
      expect(file.name.length).toBeLessThanOrEqual(200);
      const { response } = await deal.buyer.api.GET("/v1/orders/{orderId}/files/{fileId}", {
        params: { path: { orderId, fileId: file.id } },
        parseAs: "text",
      });
      expect(response.headers.get("content-disposition")).toMatch(
        /^attachment; filename="[^"]*"; filename\*=UTF-8''[^ ]*$/,
      );
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("set-cookie")).toBeNull();
    },
  );

  it.each([
    ["without a name for its field", 'form-data; filename="a.txt"'],
    ["under another field", 'form-data; name="avatar"; filename="a.txt"'],
    ["under the prototype", 'form-data; name="__proto__"; filename="a.txt"'],
    ["that is no file", 'form-data; name="file"'],
    ["whose headers are broken", 'form-data; name="file; filename='],
  ])("%s is refused", async (_, disposition) => {
    expect((await upload(disposition, text)).status).toBe(400);
  });

  const zipOf = (name: string, packed: Uint8Array, size: number): Uint8Array => {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(name.length, 26);
    return Buffer.concat([head, Buffer.from(name), packed]);
  };
  const nothing = Buffer.alloc(50 * 1024 * 1024);
  it.each<[string, Uint8Array]>([
    ["a packed nothing of 50 MB", gzipSync(nothing)],
    ["a zip of 50 MB of nothing", zipOf("a.bin", deflateRawSync(nothing), nothing.length)],
    [
      "a zip whose table of contents unpacks to 50 MB",
      zipOf("[Content_Types].xml", deflateRawSync(nothing), nothing.length),
    ],
    ["a zip that says it holds 4 GB", zipOf("[Content_Types].xml", text, 0xffffffff)],
    ["a zip with a name that leads out", zipOf("../../../etc/passwd", text, text.length)],
    [
      "a document type with a billion laughs",
      new TextEncoder().encode('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'),
    ],
  ])("that is %s is stored as it came", async (_, content) => {
    const { status, file } = await upload(named("bomb.bin"), content);
    expect([status, file.size]).toEqual([201, content.length]);
  });

  const beginnings = {
    zip: [0x50, 0x4b, 0x03, 0x04],
    "zip, longer": [0x50, 0x4b, 0x03, 0x04, 0x14, 0, 0, 0],
    png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    "png, longer": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x49],
    jpeg: [0xff, 0xd8, 0xff],
    tiff: [0x49, 0x49, 0x2a, 0x00],
    "big tiff": [0x4d, 0x4d, 0x00, 0x2a, 0xff, 0xff, 0xff, 0xff],
    mp4: [0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70],
    ebml: [0x1a, 0x45, 0xdf, 0xa3],
    "ebml, longer": [0x1a, 0x45, 0xdf, 0xa3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    asf: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9],
    id3: [0x49, 0x44, 0x33, 0x04, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f],
    gzip: [0x1f, 0x8b, 0x08],
    riff: [0x52, 0x49, 0x46, 0x46],
    ogg: [0x4f, 0x67, 0x67, 0x53],
    tar: Array.from({ length: 512 }, () => 0xff),
  };
  it.each(Object.entries(beginnings))("that begins as %s and ends there is stored", async (_, bytes) => {
    expect((await upload(named("cut.bin"), Uint8Array.from(bytes))).status).toBe(201);
  });
});
