/** What signing in gives. Without a refresh token a session ends when its access token does. */
export type Session = { accessToken: string; refreshToken?: string };

/**
 * Where a session is kept. A refresh token is good once, and using it twice ends the session for everybody: whoever
 * shares one, such as the tabs of a browser, shares its store too.
 */
export interface SessionStore {
  read(): Session | undefined;
  write(session: Session | undefined): void;
  /** Runs the work when nobody else who shares the store runs any. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps a session for one client, for as long as it lives. */
export function memoryStore(session?: Session): SessionStore {
  let kept = session;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
    exclusively: (work) => work(),
  };
}

/** What is needed of a browser's `localStorage` and `navigator.locks`. */
export interface BrowserParts {
  storage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  locks: { request<T>(name: string, work: () => Promise<T>): Promise<T> };
}

/**
 * Keeps a session for all tabs of a web app: `browserStore({ storage: localStorage, locks: navigator.locks })`.
 * What the storage holds can be read by every script of the page's origin: let no foreign script into it.
 */
export function browserStore({ storage, locks }: BrowserParts, key = "vc.session"): SessionStore {
  return {
    read: () => {
      const text = storage.getItem(key);
      // Nobody but `write` writes under this key.
      return text === null ? undefined : (JSON.parse(text) as Session);
    },
    write: (session) => {
      if (session === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(session));
    },
    exclusively: (work) => locks.request(key, work),
  };
}
