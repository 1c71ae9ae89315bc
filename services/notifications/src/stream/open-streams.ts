/** One connection that waits for news of one person. */
export interface OpenStream {
  /**
   * From now on news counts for the next `news()`. Called before looking into the store: what is appended while
   * looking must not be slept through.
   */
  listen(): void;
  /** Resolves at once where there was news since `listen()`, else with the next, at the end, or after the time-out. */
  news(timeoutMs: number): Promise<void>;
  readonly isEnded: boolean;
  end(): void;
}

/** As many streams of one person as a process holds open: more than devices and tabs need. */
export const MOST_STREAMS = 20;

/** The streams that this process holds open. What they carry is in the database, so other instances need no part of it. */
export interface OpenStreams {
  /**
   * `onEnd` runs once, whichever side ends the stream. One stream too many of a person ends their oldest one.
   *
   * @param session whose token or ticket opened it; undefined for tokens of earlier versions
   */
  open(accountId: string, session: string | undefined, onEnd: () => void): OpenStream;
  /** Wakes the streams of an account that has new entries. */
  wake(accountId: string): void;
  /** Ends the streams that a person opened in one session. */
  endOfSession(accountId: string, session: string): void;
  /** Ends the streams of one person. */
  endOf(accountId: string): void;
  /** Ends every stream, and those opened from now on at once: the process is going down. */
  endAll(): void;
  count(): number;
}

export function createOpenStreams(): OpenStreams {
  const byAccount = new Map<
    string,
    Set<OpenStream & { wake(): void; readonly session: string | undefined }>
  >();
  let isClosing = false;

  return {
    open(accountId, session, onEnd) {
      let hasNews = false;
      let isEnded = false;
      let resume = () => {};
      const stream = {
        session,
        listen() {
          hasNews = false;
        },
        news(timeoutMs: number): Promise<void> {
          if (hasNews || isEnded) return Promise.resolve();
          return new Promise((resolve) => {
            const timer = setTimeout(resolve, timeoutMs);
            resume = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        },
        wake() {
          hasNews = true;
          resume();
        },
        get isEnded() {
          return isEnded;
        },
        end() {
          if (isEnded) return;
          isEnded = true;
          const others = byAccount.get(accountId);
          others?.delete(stream);
          if (others?.size === 0) byAccount.delete(accountId);
          resume();
          onEnd();
        },
      };
      const streams = (byAccount.get(accountId) ?? new Set()).add(stream);
      byAccount.set(accountId, streams);
      const [oldest] = streams;
      if (streams.size > MOST_STREAMS) oldest?.end();
      if (isClosing) stream.end();
      return stream;
    },

    wake(accountId) {
      for (const stream of byAccount.get(accountId) ?? []) stream.wake();
    },

    endOfSession(accountId, session) {
      const ended = [...(byAccount.get(accountId) ?? [])].filter((stream) => stream.session === session);
      for (const stream of ended) stream.end();
    },

    endOf(accountId) {
      for (const stream of [...(byAccount.get(accountId) ?? [])]) stream.end();
    },

    endAll() {
      isClosing = true;
      for (const streams of [...byAccount.values()]) for (const stream of [...streams]) stream.end();
    },

    count: () => [...byAccount.values()].reduce((sum, streams) => sum + streams.size, 0),
  };
}
