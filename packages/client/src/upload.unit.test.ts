import { expect, it } from "vitest";
import { answer, refuse, serve } from "../test/serve.ts";
import { createClient } from "./client.ts";
import { NoAnswerError } from "./problem.ts";
import { memoryStore } from "./session.ts";
import type { NewBrowserRequest } from "./upload.ts";

/** A browser's request as far as uploads use it, on Node's `fetch`: the body arrives in two pieces. */
const newRequest: NewBrowserRequest = () => {
  const headers = new Headers();
  const stop = new AbortController();
  let target: { method: string; url: string } | undefined;
  let received = new Headers();
  const request: ReturnType<NewBrowserRequest> & { status: number; response: unknown } = {
    upload: { onprogress: null },
    responseType: "",
    status: 0,
    response: undefined,
    onload: null,
    onerror: null,
    open: (method, url) => {
      target = { method, url };
    },
    setRequestHeader: (name, value) => headers.set(name, value),
    getAllResponseHeaders: () => [...received].map((entry) => entry.join(": ")).join("\r\n"),
    send: (body) => {
      request.upload.onprogress?.({ loaded: body.size / 2, total: body.size });
      const { method, url } = target ?? { method: "", url: "" };
      fetch(url, { method, headers, body, signal: stop.signal }).then(
        async (response) => {
          received = response.headers;
          request.status = response.status;
          request.response = await response.blob();
          request.onload?.();
        },
        () => request.onerror?.(),
      );
    },
    abort: () => stop.abort(),
  };
  return request;
};

const file = new File(["%PDF-1.7"], "logo.pdf");
const path = "/v1/orders/order_1/files";

it("R14: sends a file with the session and tells of its progress", async () => {
  const { baseUrl, calls } = await serve((_, response) => answer(response, 201, { id: "file_1" }));
  const seen: number[] = [];
  const client = createClient({ baseUrl, store: memoryStore({ accessToken: "mine" }) });
  const { data } = await client.upload(path, file, {
    newRequest,
    onProgress: ({ sentBytes, totalBytes }) => seen.push(sentBytes / totalBytes),
  });
  expect(data?.id).toBe("file_1");
  expect(seen).toEqual([0.5]);
  expect(calls[0]?.headers).toMatchObject({
    authorization: "Bearer mine",
    "content-type": expect.stringContaining("multipart/form-data"),
  });
  expect(calls[0]?.body).toContain('filename="logo.pdf"');
});

it("answers a refusal with its problem, and rejects when the connection breaks", async () => {
  const full = await serve((_, response) => refuse(response, 409, "too_many_files"));
  const options = { newRequest, onProgress: () => {} };
  const refused = await createClient({ baseUrl: full.baseUrl }).upload(path, file, options);
  expect(refused.error?.code).toBe("too_many_files");
  const broken = await serve((_, response) => response.socket?.destroy());
  const lost = createClient({ baseUrl: broken.baseUrl }).upload(path, file, options);
  await expect(lost).rejects.toBeInstanceOf(NoAnswerError);
});

it("stops when it is aborted", async () => {
  const { baseUrl } = await serve(() => {});
  const stop = new AbortController();
  const stopped = createClient({ baseUrl }).upload(path, file, {
    newRequest,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("enough")),
  });
  await expect(stopped).rejects.toThrow("enough");
});
