import type { Fetch } from "./patient-fetch.ts";
import type { Session, SessionStore } from "./session.ts";

/** Routes that sign in or out: their 401 is about the body, not about the session. */
const WITHOUT_TOKEN = /^\/v1\/auth\/(?!logout-all$|resend-verification$)/;

/**
 * Sends requests with the session of the store. When the access token is refused, it renews the session and sends again:
 * one renewal for all requests that find the token expired, because a second use of the refresh token looks like theft
 * and ends the session. When the renewal is refused, the session is over, and the request is sent without a token,
 * which public routes accept.
 *
 * @param refresh exchanges a refresh token; a transient failure is an answer too
 */
export function signedInFetch(
  fetch: Fetch,
  store: SessionStore,
  refresh: (refreshToken: string) => Promise<Response>,
): Fetch {
  let renewal: Promise<Response | undefined> | undefined;

  /** @returns the answer that prevents a renewal; nothing when the store is up to date */
  async function renew(refused: Session): Promise<Response | undefined> {
    return store.exclusively(async () => {
      // Another request or another tab has renewed it already.
      if (store.read()?.accessToken !== refused.accessToken) return undefined;
      if (refused.refreshToken === undefined) {
        store.write(undefined);
        return undefined;
      }
      const response = await refresh(refused.refreshToken);
      if (response.ok) {
        // As the schema of the route says, which the tests of the service check.
        const { accessToken, refreshToken } = (await response.json()) as Required<Session>;
        store.write({ accessToken, refreshToken });
        return undefined;
      }
      if (response.status !== 400 && response.status !== 401) return response;
      store.write(undefined);
      return undefined;
    });
  }

  return async (request) => {
    const session = store.read();
    if (session === undefined || WITHOUT_TOKEN.test(new URL(request.url).pathname)) return fetch(request);
    const response = await fetch(withToken(request, session));
    if (response.status !== 401) return response;
    renewal ??= renew(session).finally(() => {
      renewal = undefined;
    });
    const obstacle = await renewal;
    if (obstacle !== undefined) return obstacle.clone();
    await response.body?.cancel();
    return fetch(withToken(request, store.read()));
  };
}

function withToken(request: Request, session: Session | undefined): Request {
  const copy = request.clone();
  if (session !== undefined) copy.headers.set("authorization", `Bearer ${session.accessToken}`);
  return copy;
}
