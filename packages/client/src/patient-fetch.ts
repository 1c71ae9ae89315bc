import { pause } from "./pause.ts";
import { NoAnswerError, withProblem } from "./problem.ts";
import { decideRetry, isRepeatable, type Outcome, parseRetryAfter } from "./retry.ts";

export type Fetch = (request: Request) => Promise<Response>;

/** How long an answer may take to start. Uploads have no limit. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Retries requests after transient failures where a repeat is safe, with the same body and the same `Idempotency-Key`.
 * A refusal always has a problem.
 *
 * @param patienceMs how long failures are retried; 0: not at all
 * @throws NoAnswerError when no answer arrived; the reason of an abort by the caller
 */
export function patientFetch(fetch: Fetch, patienceMs: number): Fetch {
  return async (request) => {
    const { method, headers, signal } = request;
    const mayRepeat = isRepeatable(method, new URL(request.url).pathname, headers.has("idempotency-key"));
    const startedAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      let response: Response | undefined;
      let failure: unknown;
      try {
        // A body can be sent once: each attempt sends a copy.
        response = await inTime(fetch, request.clone(), signal);
      } catch (error) {
        if (signal.aborted) throw error;
        failure = error;
      }
      const decision = decideRetry(outcomeOf(response), {
        isRepeatable: mayRepeat,
        attempt,
        elapsedMs: performance.now() - startedAt,
        patienceMs,
      });
      if (decision.kind === "done") {
        if (response === undefined) throw new NoAnswerError(request, failure);
        return withProblem(response);
      }
      await response?.body?.cancel();
      await pause(decision.afterMs, signal);
      signal.throwIfAborted();
    }
  };
}

/**
 * @param wanted ends the wait. The request's own signal is not enough: Node links the signals of requests and their copies
 *   by weak references, which the garbage collector removes during a long wait
 */
async function inTime(fetch: Fetch, request: Request, wanted: AbortSignal): Promise<Response> {
  const limit = new AbortController();
  let giveUp = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(wanted.reason ?? new Error("no answer in time"));
  });
  const isUpload = request.headers.get("content-type")?.startsWith("multipart/") ?? false;
  const timer = isUpload
    ? undefined
    : setTimeout(() => {
        limit.abort();
        giveUp();
      }, ANSWER_TIMEOUT_MS);
  wanted.addEventListener("abort", giveUp);
  try {
    // Only the wait for the answer is limited: the download may take longer.
    const signal = AbortSignal.any([wanted, limit.signal]);
    return await Promise.race([fetch(new Request(request, { signal })), givenUp]);
  } finally {
    clearTimeout(timer);
    wanted.removeEventListener("abort", giveUp);
  }
}

function outcomeOf(response: Response | undefined): Outcome {
  if (response === undefined) return { kind: "broken" };
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), new Date());
  return { kind: "answered", status: response.status, retryAfterMs };
}
