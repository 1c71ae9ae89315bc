import { pause } from "./pause.ts";
import { NoAnswerError, withProblem } from "./problem.ts";
import { decideRetry, isRepeatable, type Outcome, parseRetryAfter } from "./retry.ts";

export type Fetch = (request: Request) => Promise<Response>;

/** How long the beginning of an answer may take. Uploads may take as long as they need. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Sends requests again that met passing trouble, where repeating does no harm, with the same body and the same
 * `Idempotency-Key`. Whatever refuses, the answer describes a problem.
 *
 * @param patienceMs how long trouble is waited out; 0: not at all
 * @throws NoAnswerError when no answer came; the reason of an abort by the caller
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
 * @param wanted ends the wait. A request's own signal does not suffice: Node's requests and their copies hold on to each
 *   other's signals so weakly that the garbage collector undoes it in the course of a long wait
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
    // Only the wait for the answer is limited: what is downloaded after it may take longer.
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
