import type { IncomingHttpHeaders } from "node:http";
import { isIPv6 } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { BODY_LIMIT_BYTES } from "@vc/http";
import type { Dispatcher } from "undici";
import { repeatAfterMs } from "./repeat.ts";
import { isRepeatable } from "./routing-table.ts";
import { knowAddresses, type Lookup, type ServiceAddresses } from "./service-addresses.ts";
import { connectionFailure } from "./upstream-failure.ts";

type Handler = Dispatcher.DispatchHandler;
type Options = Dispatcher.DispatchOptions;
type Body = NonNullable<Options["body"]> | null;

interface Upstream {
  readonly origin: URL;
  readonly addresses: ServiceAddresses;
}

/**
 * Sends each request to the next address of its service's name. An address that cannot be reached or breaks off gets no
 * more for a while; the request goes to another one, where that can do no harm (`repeat.ts`), before anybody hears of it.
 *
 * @param onRepeat hears of every request that is sent again
 */
export function spreadRequests(options: {
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
    const upstream = { origin: url, addresses: knowAddresses(hostname, options) };
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
      // What is passed on as it comes is gone once it was sent.
      send(body, isHarmlessTwice && !(body instanceof Readable));
    }
    return true;
  };
}

/** Sends to one address after the other until one answers, or nobody may be asked any more: `handler` hears of that. */
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
    // For certificates: whom undici must meet there. Its types lack this.
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
      // The client broke off while nobody was listening to its body.
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
  // Without a connection there is nothing to control: undici itself gives null then, which its types do not say.
  handler.onResponseError?.(null as unknown as Dispatcher.DispatchController, failure);
}

function originAt(address: string, { protocol, port }: URL): string {
  return `${protocol}//${isIPv6(address) ? `[${address}]` : address}${port === "" ? "" : `:${port}`}`;
}

/** A service knows its name from this header, at whichever of its addresses it is asked. */
function headersWithHost(headers: Options["headers"], { host }: URL): IncomingHttpHeaders {
  // Pairs would be allowed as well; whoever asks through the gateway gives a record or nothing.
  return { host, ...(headers as IncomingHttpHeaders | null | undefined) };
}
