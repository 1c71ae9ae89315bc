import createFetchClient from "openapi-fetch";
import { type FollowOptions, followEvents } from "./live-events.ts";
import { type Fetch, patientFetch } from "./patient-fetch.ts";
import { type Answer, ProblemError, problemOf } from "./problem.ts";
import { type FileInfo, KEYED_ROUTES, type paths } from "./schema.ts";
import { memoryStore, type Session, type SessionStore } from "./session.ts";
import { signedInFetch } from "./signed-in-fetch.ts";
import { fetchWithProgress, type NewBrowserRequest, type UploadProgress } from "./upload.ts";

export interface ClientOptions {
  /** Where the gateway is, e.g. `https://api.example.com`. */
  baseUrl: string;
  /** Where the session is stored. Default: in memory. */
  store?: SessionStore;
  /** How long transient failures (503, 429, broken connections) are retried, in milliseconds; 0: not at all. */
  patienceMs?: number;
  fetch?: Fetch;
}

export interface UploadOptions {
  readonly onProgress: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal;
  /** Default: the browser's `XMLHttpRequest`. */
  readonly newRequest?: NewBrowserRequest;
}

declare const XMLHttpRequest: new () => ReturnType<NewBrowserRequest>;

/** Long enough for a killed service to restart. */
const DEFAULT_PATIENCE_MS = 20_000;

/** A key for one business intent: create it once and reuse it for every repeat of the same request. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

/**
 * A client of the public API; one client is one person's session. `GET`, `POST` … are those of openapi-fetch, typed by the
 * OpenAPI document: they resolve to `data` or `error`, and reject only when no answer arrived (`NoAnswerError`). The
 * client renews the session, retries transient failures where a repeat is safe, and adds an `Idempotency-Key` to the
 * calls that need one, which stays the same over repeats.
 */
export function createClient({
  baseUrl,
  store = memoryStore(),
  patienceMs = DEFAULT_PATIENCE_MS,
  fetch = globalThis.fetch,
}: ClientOptions) {
  const patient = patientFetch(fetch, patienceMs);
  const once = patientFetch(fetch, 0);
  const device = () => {
    const deviceToken = store.readDevice();
    return deviceToken === undefined ? {} : { deviceToken };
  };
  const refresh = (refreshToken: string) =>
    patient(
      new Request(new URL("/v1/auth/refresh", baseUrl), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ refreshToken, ...device() }),
      }),
    );
  const signedIn = signedInFetch(patient, store, refresh);
  const { GET, POST, PUT, PATCH, DELETE, use } = createFetchClient<paths>({
    baseUrl,
    fetch: signedIn,
    bodySerializer: (body) => (hasFile(body) ? formOf(body) : JSON.stringify(body)),
  });
  use({
    onRequest({ request, schemaPath }) {
      const isKeyed = KEYED_ROUTES.includes(`${request.method} ${schemaPath}`);
      if (isKeyed && !request.headers.has("idempotency-key")) {
        request.headers.set("idempotency-key", newIdempotencyKey());
      }
    },
  });

  function keep<T extends Required<Session> & { deviceToken: string }>(answer: Answer<T>): Answer<T> {
    if (answer.error === undefined) {
      const { accessToken, refreshToken, deviceToken } = answer.data;
      store.write({ accessToken, refreshToken });
      store.writeDevice(deviceToken);
    }
    return answer;
  }

  type Body<Path extends "/v1/auth/register" | "/v1/auth/login"> =
    paths[Path]["post"]["requestBody"]["content"]["application/json"];

  return {
    baseUrl,
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    /** `fetch` with the same session, repeats and problems, for anything that the typed calls do not cover. */
    fetch: signedIn,
    session: () => store.read(),
    /**
     * Sends a file to one of the API's upload routes and tells how much of it was sent. In browsers only; it is not
     * repeated by itself.
     *
     * @param path such as `/v1/orders/order_…/files`
     * @throws NoAnswerError when the connection broke; the reason of an abort by the caller
     */
    async upload(
      path: string,
      file: File,
      { onProgress, signal, newRequest }: UploadOptions,
    ): Promise<Answer<FileInfo>> {
      const send = fetchWithProgress(newRequest ?? (() => new XMLHttpRequest()), onProgress);
      const request = new Request(new URL(path, baseUrl), {
        method: "POST",
        body: formOf({ file }),
        ...(signal === undefined ? {} : { signal }),
      });
      const response = await signedInFetch(patientFetch(send, 0), store, refresh)(request);
      if (!response.ok) return { error: await problemOf(response), response };
      // As the schema of the upload routes says.
      return { data: (await response.json()) as FileInfo, response };
    },
    /** Opens an account and signs in with it. */
    register: async (body: Body<"/v1/auth/register">) =>
      keep(await POST("/v1/auth/register", { body: { ...device(), ...body } })),
    logIn: async (body: Body<"/v1/auth/login">) =>
      keep(await POST("/v1/auth/login", { body: { ...device(), ...body } })),
    /** Ends the session here, whatever the answer is, and on the server. */
    logOut: async (): Promise<void> => {
      const refreshToken = store.read()?.refreshToken;
      store.write(undefined);
      if (refreshToken !== undefined) await POST("/v1/auth/logout", { body: { refreshToken } });
    },
    /**
     * Receives notifications, messages and new states of orders live (R39), until aborted. Events between two connections
     * are delivered too: the server keeps them for 7 days.
     *
     * @throws ProblemError when there is no session, or it has ended
     */
    follow: (options: FollowOptions): Promise<void> =>
      followEvents(async (lastEventId, signal) => {
        // With a ticket the stream is a plain GET without a preflight, and no token is in a URL.
        const { data, error } = await POST("/v1/notifications/stream-tickets", { signal });
        if (error !== undefined) throw new ProblemError(error);
        const url = new URL("/v1/notifications/stream", baseUrl);
        url.searchParams.set("ticket", data.ticket);
        const headers = { accept: "text/event-stream" };
        const resume = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
        const response = await once(new Request(url, { headers: { ...headers, ...resume }, signal }));
        // A used ticket is no reason to give up: the next attempt has a new one.
        if (!response.ok && response.status !== 401) throw new ProblemError(await problemOf(response));
        return response;
      }, options),
  };
}
export type Client = ReturnType<typeof createClient>;

function hasFile(body: unknown): body is Record<string, string | Blob> {
  return (
    typeof body === "object" && body !== null && Object.values(body).some((value) => value instanceof Blob)
  );
}

function formOf(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
