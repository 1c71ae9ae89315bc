import { randomBytes } from "node:crypto";
import type { Client } from "@vc/client";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Visitor } from "../api/public-api.ts";
import type { Pages } from "../build-output.ts";
import { compress } from "./compress.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { failurePage } from "./failure-page.ts";
import { languageOf } from "./language.ts";
import { visitorOf } from "./visitor.ts";

export interface PageServing {
  readonly pages: Pages;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly apiFor: (visitor: Visitor) => Client;
}

/**
 * Answers every address that is not a file with a page. HTML is never kept by a cache: each answer has a nonce of its
 * own. It holds nothing personal, so what a visitor sees first does not depend on who asks.
 */
export function servePages(app: FastifyInstance, serving: PageServing): void {
  app.get("/*", async (request, reply) => {
    const nonce = randomBytes(16).toString("base64");
    const page = await render(request, nonce, serving);
    const { bytes, encoding } = await compress(page.html, request.headers["accept-encoding"]);
    void reply
      .code(page.status)
      .headers(page.headers)
      .header("content-security-policy", contentSecurityPolicy(nonce))
      .header("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()")
      .header("cache-control", "no-cache")
      .header("vary", "accept-encoding");
    if (encoding !== undefined) void reply.header("content-encoding", encoding);
    return reply.send(bytes);
  });
}

interface Page {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly html: string;
}

async function render(request: FastifyRequest, nonce: string, serving: PageServing): Promise<Page> {
  const language = languageOf({
    cookie: request.headers.cookie,
    acceptLanguage: request.headers["accept-language"],
  });
  let failure: number | undefined;
  try {
    const response = await serving.pages.render(pageRequest(request, serving.publicUrl), {
      api: serving.apiFor(visitorOf(request)),
      now: serving.now,
      language,
      publicUrl: serving.publicUrl,
      nonce,
      requestId: request.id,
      setStatus: (status) => {
        failure = status;
      },
    });
    return {
      status: failure ?? response.status,
      headers: Object.fromEntries(response.headers),
      html: await response.text(),
    };
  } catch (error) {
    request.log.error({ err: error }, "page could not be rendered");
    return {
      status: 500,
      headers: { "content-type": "text/html; charset=utf-8" },
      html: failurePage(language, request.id),
    };
  }
}

/** As much of a request as a page depends on: its address. Nothing of a session reaches the rendering. */
function pageRequest(request: FastifyRequest, publicUrl: string): Request {
  return new Request(new URL(request.url.replace(/^\/+/, "/"), publicUrl), {
    headers: { accept: "text/html" },
  });
}
