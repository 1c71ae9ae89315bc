import type { Fetch } from "./patient-fetch.ts";
import type { Session, SessionStore } from "./session.ts";

/** Where signing in, and out, is asked for: a 401 there speaks of the body and not of the session. */
const WITHOUT_TOKEN = /^\/v1\/auth\/(?!logout-all$|resend-verification$)/;

/**
 * Sends requests as whoever the store has signed in. When the access token is refused it gets a new one and sends
 * again: one renewal, however many requests find the old token expired, since a refresh token that comes twice looks
 * stolen and ends the session. When that is refused nobody is signed in any more, and the request goes as a
 * stranger's, which public routes answer.
 *
 * @param refresh exchanges a refresh token; passing trouble is its answer too
 */
export function signedInFetch(
  fetch: Fetch,
  store: SessionStore,
  refresh: (refreshToken: string) => Promise<Response>,
): Fetch {
  let renewal: Promise<Response | undefined> | undefined;

  /** The answer that stands in the way of a renewal, or nothing when the store has what there is to have. */
  async function renew(refused: Session): Promise<Response | undefined> {
    return store.exclusively(async () => {
      // Somebody was quicker: another request, or another tab.
      if (store.read()?.accessToken !== refused.accessToken) return undefined;
      if (refused.refreshToken === undefined) {
        store.write(undefined);
        return undefined;
      }
      const response = await refresh(refused.refreshToken);
      if (response.ok) {
        // By the schema of the route, which the services' own tests hold them to.
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
