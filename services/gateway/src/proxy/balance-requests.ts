import type { IncomingHttpHeaders } from "node:http";
import { isIPv6 } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { BODY_LIMIT_BYTES } from "@vc/http";
import type { Dispatcher } from "undici";
import { isRepeatable } from "../routing/routing-table.ts";
import { repeatAfterMs } from "./repeat.ts";
import { type Lookup, type ServiceAddresses, trackAddresses } from "./service-addresses.ts";
import { connectionFailure } from "./upstream-failure.ts";

type Handler = Dispatcher.DispatchHandler;
type Options = Dispatcher.DispatchOptions;
type Body = NonNullable<Options["body"]> | null;

interface Upstream {
  readonly origin: URL;
  readonly addresses: ServiceAddresses;
}

/**
 * Sends each request to the next address of its service's name. An address that cannot be reached or breaks off is left
 * out for some seconds; where a repeat is harmless (`repeat.ts`), the request goes to another address before the client
 * sees a failure.
 *
 * @param onRepeat called for every request that is sent again
 */
export function balanceRequests(options: {
  lookup: Lookup;
  nowMs: () => number;
  onRepeat: (origin: string) => void;
}): Dispatcher.DispatcherComposeInterceptor {
  const upstreams = new Map<string, Upstream>();

  function upstreamAt(origin: string): Upstream {
    const known = upstreams.get(origin);
    if (known !== undefined) return known;
    const url = new URL(origin);
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const upstream = { origin: url, addresses: trackAddresses(hostname, options) };
    upstreams.set(origin, upstream);
    return upstream;
  }

  return (dispatch) => (request, handler) => {
    const upstream = upstreamAt(new URL(String(request.origin)).origin);
    const onRepeat = () => options.onRepeat(upstream.origin.origin);
    const headers = headersWithHost(request.headers, upstream.origin);
    const send = (body: Body, mayRepeat: boolean) =>
      sendUntilAnswered({ ...request, body, headers }, handler, { upstream, mayRepeat, dispatch, onRepeat });

    const { body = null } = request;
    const isHarmlessTwice = isRepeatable(request.method, request.path, headers);
    if (
      isHarmlessTwice &&
      body instanceof Readable &&
      Number(headers["content-length"]) <= BODY_LIMIT_BYTES
    ) {
      buffer(body).then(
        (kept) => send(kept, true),
        (error) => fail(handler, error),
      );
    } else {
      // A streamed body is consumed by the first attempt.
      send(body, isHarmlessTwice && !(body instanceof Readable));
    }
    return true;
  };
}

/** Sends to one address after the other until one answers or no attempt is left; `handler` gets the result. */
function sendUntilAnswered(
  request: Options & { body: Body },
  handler: Handler,
  sending: { upstream: Upstream; mayRepeat: boolean; dispatch: Dispatcher["dispatch"]; onRepeat: () => void },
): void {
  const { upstream, mayRepeat, dispatch, onRepeat } = sending;
  const { origin, addresses } = upstream;
  const tried = new Set<string>();
  let rounds = 0;

  function sendTo(address: string): void {
    let isSent = false;
    let isAnswered = false;
    // The name that the certificate must have. undici's types lack this option.
    const certified = { servername: origin.hostname };
    dispatch(
      { ...request, ...certified, origin: originAt(address, origin) },
      {
        onRequestStart(controller, context) {
          isSent = true;
          handler.onRequestStart?.(controller, context);
        },
        onResponseStart(controller, statusCode, headers, statusMessage) {
          isAnswered = true;
          addresses.answered(address);
          handler.onResponseStart?.(controller, statusCode, headers, statusMessage);
        },
        onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
        onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
        onResponseError(controller, error) {
          const pauseMs = isAnswered ? null : afterFailure(address, error, isSent);
          if (pauseMs === null) {
            handler.onResponseError?.(controller, error);
            return;
          }
          onRepeat();
          if (pauseMs === 0) sendToNext();
          else setTimeout(sendToNext, pauseMs);
        },
      },
    );
  }

  function afterFailure(address: string, error: Error, isSent: boolean): number | null {
    const failure = connectionFailure(error);
    if (failure !== null) addresses.failed(address);
    tried.add(address);
    const hasUntried = addresses.hasUntried(tried);
    const pauseMs = repeatAfterMs({ failure, isSent, isRepeatable: mayRepeat, rounds, hasUntried });
    if (!hasUntried) rounds += 1;
    return pauseMs;
  }

  function sendToNext(): void {
    const { body } = request;
    if (body instanceof Readable && body.destroyed) {
      // The client broke off while its body had no reader.
      fail(handler, body.errored);
      return;
    }
    try {
      const address = addresses.choose(tried);
      if (typeof address === "string") sendTo(address);
      else address.then(sendTo).catch((error) => fail(handler, error));
    } catch (error) {
      fail(handler, error);
    }
  }

  sendToNext();
}

function fail(handler: Handler, error: unknown): void {
  const failure = error instanceof Error ? error : new Error("the client broke off its request");
  // Without a connection there is no controller: undici itself passes null then, which its types do not say.
  handler.onResponseError?.(null as unknown as Dispatcher.DispatchController, failure);
}

function originAt(address: string, { protocol, port }: URL): string {
  return `${protocol}//${isIPv6(address) ? `[${address}]` : address}${port === "" ? "" : `:${port}`}`;
}

/** Keeps the service's name in the Host header whichever address gets the request. */
function headersWithHost(headers: Options["headers"], { host }: URL): IncomingHttpHeaders {
  // undici also allows pairs; the proxy passes a record or nothing.
  return { host, ...(headers as IncomingHttpHeaders | null | undefined) };
}
