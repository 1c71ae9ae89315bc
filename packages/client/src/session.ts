/** The result of signing in. Without a refresh token, a session ends with its access token. */
export type Session = { accessToken: string; refreshToken?: string };

/**
 * Where a session is stored. A refresh token works once, and its second use ends the session: clients that share a
 * session, such as the tabs of a browser, must share its store. The value by which the platform knows the device again
 * outlives the session: with it, strangers who try passwords keep no owner out.
 */
export interface SessionStore {
  read(): Session | undefined;
  write(session: Session | undefined): void;
  readDevice(): string | undefined;
  writeDevice(deviceToken: string): void;
  /** Runs the work while no other user of the store runs any. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps a session in memory, for one client. */
export function memoryStore(session?: Session): SessionStore {
  let kept = session;
  let device: string | undefined;
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
    },
    readDevice: () => device,
    writeDevice: (deviceToken) => {
      device = deviceToken;
    },
    exclusively: (work) => work(),
  };
}

/** The parts of a browser's `localStorage` and `navigator.locks` that are needed. */
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
 * Every script of the page's origin can read the storage: do not load foreign scripts.
 */
export function browserStore({ storage, locks }: BrowserParts, key = "vc.session"): SessionStore {
  return {
    read: () => {
      const text = storage.getItem(key);
      // Only `write` writes under this key.
      return text === null ? undefined : (JSON.parse(text) as Session);
    },
    write: (session) => {
      if (session === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(session));
    },
    readDevice: () => storage.getItem(`${key}.device`) ?? undefined,
    writeDevice: (deviceToken) => storage.setItem(`${key}.device`, deviceToken),
    exclusively: (work) => locks.request(key, work),
  };
}
