import { setTimeout as pause } from "node:timers/promises";
import type { SignedIn, TokenPair } from "@vc/contracts";
import { type Answer, must, readProblem } from "./answer.ts";
import { type EventStream, openEventStream } from "./event-stream.ts";
import { decideRetry, isRepeatable, type Outcome, parseRetryAfter } from "./retry.ts";

export type RequestOptions = {
  headers?: Record<string, string>;
  /** Makes a POST safe to repeat; see `newIdempotencyKey`. */
  idempotencyKey?: string;
  /** Says that repeating does no harm where the method, the key and the path do not say it. */
  repeatable?: boolean;
  /** How long passing trouble (503, 429, broken connections) is waited out; 0: not at all. */
  patienceMs?: number;
};

export type Session = { accessToken: string; refreshToken?: string };

/** Long enough for a service that was killed to be started again by its launcher. */
const DEFAULT_PATIENCE_MS = 20_000;
const ATTEMPT_TIMEOUT_MS = 30_000;

/** A key for one business intent: make it once and use it again for every repeat of the same request. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

/**
 * A client of the public API as a good frontend has one: signs in, renews its token, waits out passing trouble where
 * repeating does no harm, and hands every refusal over as a value. One client is one person's session.
 */
export function apiClient(options: { baseUrl: string; session?: Session; patienceMs?: number }) {
  const { baseUrl, patienceMs: usualPatienceMs = DEFAULT_PATIENCE_MS } = options;
  let session = options.session;
  let renewal: Promise<void> | undefined;

  async function send(
    method: string,
    path: string,
    body: unknown,
    request: RequestOptions,
  ): Promise<Response> {
    const hasKey = request.idempotencyKey !== undefined;
    const mayRepeat = request.repeatable ?? isRepeatable(method, path.split("?", 1)[0] ?? path, hasKey);
    const startedAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      let response: Response | undefined;
      let failure: unknown;
      try {
        response = await fetch(new URL(path, baseUrl), {
          method,
          headers: headersFor(body, request),
          redirect: "manual",
          signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
          ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
        });
      } catch (error) {
        failure = error;
      }
      const decision = decideRetry(outcomeOf(response), {
        isRepeatable: mayRepeat,
        attempt,
        elapsedMs: performance.now() - startedAt,
        patienceMs: request.patienceMs ?? usualPatienceMs,
      });
      if (decision.kind === "done") {
        if (response !== undefined) return response;
        throw new Error(`${method} ${path}: no answer from ${baseUrl}`, { cause: failure });
      }
      await response?.body?.cancel();
      await pause(decision.afterMs);
    }
  }

  function headersFor(body: unknown, request: RequestOptions): Record<string, string> {
    return {
      accept: "application/json",
      ...(session === undefined ? {} : { authorization: `Bearer ${session.accessToken}` }),
      // A form names its own type, with its boundary.
      ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
      ...(request.idempotencyKey === undefined ? {} : { "idempotency-key": request.idempotencyKey }),
      ...request.headers,
    };
  }

  /** One renewal for all requests that find the token expired at the same time: a second one would look like theft. */
  function renew(refreshToken: string): Promise<void> {
    renewal ??= send("POST", "/v1/auth/refresh", { refreshToken }, {})
      .then((response) => readAnswer<TokenPair>(response))
      .then((answer) => {
        session = answer.ok ? answer.body : undefined;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  }

  async function request<T>(
    method: string,
    path: string,
    body?: unknown,
    requestOptions: RequestOptions = {},
  ): Promise<Answer<T>> {
    const usedToken = session?.accessToken;
    let response = await send(method, path, body, requestOptions);
    const isAboutSigningIn = path.startsWith("/v1/auth/");
    if (response.status === 401 && session?.refreshToken !== undefined && !isAboutSigningIn) {
      if (session.accessToken === usedToken) await renew(session.refreshToken);
      if (session !== undefined) {
        await response.body?.cancel();
        response = await send(method, path, body, requestOptions);
      }
    }
    return readAnswer<T>(response);
  }

  async function signIn(
    path: string,
    body: unknown,
    requestOptions: RequestOptions,
  ): Promise<Answer<SignedIn>> {
    const answer = await request<SignedIn>("POST", path, body, requestOptions);
    if (answer.ok) session = answer.body;
    return answer;
  }

  return {
    baseUrl,
    session: () => session,
    /** Forgets who was signed in, or becomes somebody whose token is known. */
    use: (next: Session | undefined) => {
      session = next;
    },
    request,
    get: <T>(path: string, requestOptions?: RequestOptions) =>
      request<T>("GET", path, undefined, requestOptions),
    post: <T>(path: string, body: unknown = {}, requestOptions?: RequestOptions) =>
      request<T>("POST", path, body, requestOptions),
    put: <T>(path: string, body: unknown, requestOptions?: RequestOptions) =>
      request<T>("PUT", path, body, requestOptions),
    patch: <T>(path: string, body: unknown, requestOptions?: RequestOptions) =>
      request<T>("PATCH", path, body, requestOptions),
    delete: <T>(path: string, body?: unknown, requestOptions?: RequestOptions) =>
      request<T>("DELETE", path, body, requestOptions),
    /** Signs the new account in. */
    register: (who: { email: string; password: string; displayName: string; locale: "fr" | "en" }) =>
      signIn("/v1/auth/register", who, {}),
    login: (who: { email: string; password: string }) => signIn("/v1/auth/login", who, { repeatable: true }),
    /** Sends one file as the form field `file`. */
    upload: <T>(
      path: string,
      file: { name: string; content: Uint8Array<ArrayBuffer> | string; mediaType?: string },
    ) => {
      const form = new FormData();
      form.set(
        "file",
        new Blob([file.content], { type: file.mediaType ?? "application/octet-stream" }),
        file.name,
      );
      // A file that was stored twice is one file too many, which nobody sees; a lost upload is a lost delivery.
      return request<T>("POST", path, form, { repeatable: true });
    },
    /** Listens to server-sent events as this client; see EventStream. */
    events: (path = "/v1/notifications/stream", lastEventId?: string): EventStream =>
      openEventStream({
        url: new URL(path, baseUrl),
        headers: () => (session === undefined ? {} : { authorization: `Bearer ${session.accessToken}` }),
        renew: async () => {
          if (session?.refreshToken !== undefined) await renew(session.refreshToken);
        },
        ...(lastEventId === undefined ? {} : { lastEventId }),
      }),
  };
}
export type ApiClient = ReturnType<typeof apiClient>;

function outcomeOf(response: Response | undefined): Outcome {
  if (response === undefined) return { kind: "broken" };
  const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), new Date());
  return { kind: "answered", status: response.status, retryAfterMs };
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const body: unknown =
    /json/.test(response.headers.get("content-type") ?? "") && text !== "" ? JSON.parse(text) : text;
  const { status, headers } = response;
  if (status >= 400) return { ok: false, status, problem: readProblem(status, body), headers };
  // The caller names the shape that api.md promises; the services' own tests hold them to it.
  return { ok: true, status, body: body as T, headers };
}

/** Registers and signs in, for tests and demonstrations that need somebody and do not care who. */
export async function newPerson(
  baseUrl: string,
  person: { email: string; displayName: string; password?: string; locale?: "fr" | "en" },
): Promise<{ api: ApiClient; accountId: string; email: string; password: string }> {
  const api = apiClient({ baseUrl });
  const { email, displayName, password = "correct horse battery", locale = "en" } = person;
  const { account } = must(await api.register({ email, displayName, password, locale }));
  return { api, accountId: account.id, email, password };
}
