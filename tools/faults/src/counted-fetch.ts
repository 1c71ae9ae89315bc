/** What clients met under way; whatever of it they did not have to tell their people, they cured by asking again. */
export interface Met {
  requests: number;
  /** No answer at all: refused, broken, or too late. */
  broken: number;
  /** Answers by the statuses that say that something is away or busy. */
  readonly answered: Record<429 | 500 | 502 | 503 | 504, number>;
  /** The longest that one answer took. */
  slowestMs: number;
}

/** `fetch` that writes down what it met. */
export function countedFetch(): { fetch: (request: Request) => Promise<Response>; met: Met } {
  const met: Met = {
    requests: 0,
    broken: 0,
    answered: { 429: 0, 500: 0, 502: 0, 503: 0, 504: 0 },
    slowestMs: 0,
  };
  return {
    met,
    fetch: async (request) => {
      met.requests += 1;
      const startedAt = performance.now();
      try {
        const response = await globalThis.fetch(request);
        const { status } = response;
        if (status === 429 || status === 500 || status === 502 || status === 503 || status === 504)
          met.answered[status] += 1;
        return response;
      } catch (error) {
        // An abort is the client's own wish, such as the end of a live stream.
        if (!request.signal.aborted) met.broken += 1;
        throw error;
      } finally {
        met.slowestMs = Math.max(met.slowestMs, performance.now() - startedAt);
      }
    },
  };
}
