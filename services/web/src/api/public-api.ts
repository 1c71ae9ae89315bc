import { type Client, createClient } from "@vc/client";
import { LRUCache } from "lru-cache";
import type { Dispatcher } from "undici";

/** How long an answer of the API is shown to others too: a crowd on one page costs one call in so much time. */
const KEPT_MS = 30_000;
/** Answers, not bytes; a long page of results has about 100 KB. */
const KEPT_ANSWERS = 500;
/** A page waits no longer for the API; then it says so, with status 503. */
const TIMEOUT_MS = 2_000;

/** Who a page is rendered for, as the gateway said it. */
export interface Visitor {
  readonly requestId: string;
  readonly address: string;
}

interface Kept {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
}

/**
 * The public API for pages that the server renders: without a session, quick to give up, and with good answers kept
 * for half a minute. Only reads go through it.
 */
export function createPublicApi({
  apiUrl,
  dispatcher,
  nowMs,
}: {
  apiUrl: string;
  dispatcher: Dispatcher;
  nowMs: () => number;
}): (visitor: Visitor) => Client {
  const kept = new LRUCache<string, Promise<Kept>>({
    max: KEPT_ANSWERS,
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now: nowMs },
  });

  async function ask(url: URL, { requestId, address }: Visitor): Promise<Kept> {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: { accept: "application/json", "x-request-id": requestId, "x-forwarded-for": address },
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    return {
      status: response.statusCode,
      body: await response.body.text(),
      contentType: String(response.headers["content-type"] ?? ""),
    };
  }

  function askOnce(url: URL, visitor: Visitor): Promise<Kept> {
    const known = kept.get(url.href);
    if (known !== undefined) return known;
    const asked = ask(url, visitor);
    kept.set(url.href, asked);
    // What failed is asked for by the next page again.
    const forget = () => {
      if (kept.peek(url.href) === asked) kept.delete(url.href);
    };
    asked.then(({ status }) => status === 200 || forget(), forget);
    return asked;
  }

  return (visitor) =>
    createClient({
      baseUrl: apiUrl,
      patienceMs: 0,
      fetch: async (request) => {
        if (request.method !== "GET") throw new Error(`pages only read: ${request.method} ${request.url}`);
        const { status, body, contentType } = await askOnce(new URL(request.url), visitor);
        return new Response(body, { status, headers: { "content-type": contentType } });
      },
    });
}
