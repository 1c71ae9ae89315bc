import type { Clock, Logger } from "@vc/http";
import { type Dispatcher, request } from "undici";
import { belongsTo, SERVICES, type ServiceName } from "../proxy/routing-table.ts";
import {
  type MergedDocument,
  mergeDocuments,
  OpenApiDocument,
  type ServiceDocument,
} from "./merge-documents.ts";

const FETCH_TIMEOUT_MS = 2_000;
/** Services change their routes only by being replaced. */
const COMPLETE_KEPT_MS = 30_000;
/** What was down may be up again soon; still, a page that is reloaded must not hammer it. */
const INCOMPLETE_KEPT_MS = 1_000;

// The keys are those of the table, which Object.keys forgets.
const serviceNames = Object.keys(SERVICES) as ServiceName[];

/**
 * The merged OpenAPI document, asked of the services when it is needed and kept for a while. A service that is down
 * does not hide the others: the document then says what is missing.
 */
export function createPublicDocument(deps: {
  urls: Readonly<Record<ServiceName, string>>;
  dispatcher: Dispatcher;
  clock: Clock;
  log: Logger;
}): () => Promise<MergedDocument> {
  const { urls, dispatcher, clock, log } = deps;
  let kept: { document: Promise<MergedDocument>; goodUntilMs: number } | undefined;

  async function ask(service: ServiceName): Promise<ServiceDocument> {
    try {
      const { statusCode, body } = await request(new URL("/openapi.json", urls[service]), {
        dispatcher,
        headersTimeout: FETCH_TIMEOUT_MS,
        bodyTimeout: FETCH_TIMEOUT_MS,
      });
      const answer = await body.json();
      if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
      return { service, document: OpenApiDocument.parse(answer) };
    } catch (error) {
      log.warn({ err: error, upstream: service }, "a service's OpenAPI document cannot be had");
      return { service, document: null };
    }
  }

  async function compose(): Promise<MergedDocument> {
    const parts = await Promise.all(serviceNames.map(ask));
    return mergeDocuments(parts, (service, path) =>
      serviceNames.some((name) => name === service && belongsTo(name, path)),
    );
  }

  return () => {
    const nowMs = clock.now().getTime();
    if (kept === undefined || kept.goodUntilMs <= nowMs) {
      // Concurrent requests wait for the same merge.
      const asked = { document: compose(), goodUntilMs: Number.POSITIVE_INFINITY };
      kept = asked;
      asked.document.then(
        ({ info }) => {
          const keptMs = info["x-unavailable"].length === 0 ? COMPLETE_KEPT_MS : INCOMPLETE_KEPT_MS;
          asked.goodUntilMs = clock.now().getTime() + keptMs;
        },
        () => {
          asked.goodUntilMs = 0;
        },
      );
    }
    return kept.document;
  };
}
