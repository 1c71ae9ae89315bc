/** When a key is shown and when it signs. */
export interface ScheduledKey {
  readonly kid: string;
  readonly announcedAt: Date;
  /** Until its successor's. */
  readonly signsFrom: Date;
}

/** Clocks of services and of accounts may differ by so much. */
const SKEW_MS = 60_000;

/** The key that signs now: of those that may, the newest. */
export function signingAt<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key | undefined {
  return inOrder(keys).findLast(({ signsFrom }) => signsFrom <= now);
}

/** Keys that services must know now: those announced, those that sign, and those whose last tokens are not over. */
export function publishedAt<Key extends ScheduledKey>(
  keys: readonly Key[],
  now: Date,
  tokenLifeMs: number,
): Key[] {
  const ordered = inOrder(keys);
  return ordered.filter(({ announcedAt }, index) => {
    const successor = ordered[index + 1];
    const isOver =
      successor !== undefined && now.getTime() >= successor.signsFrom.getTime() + tokenLifeMs + SKEW_MS;
    return announcedAt <= now && !isOver;
  });
}

/** When a new key begins to sign; `null` while another waits to. */
export function rotationAt(keys: readonly ScheduledKey[], now: Date, announceMs: number): Date | null {
  const isWaiting = keys.some(({ signsFrom }) => signsFrom > now);
  return isWaiting ? null : new Date(now.getTime() + announceMs);
}

function inOrder<Key extends ScheduledKey>(keys: readonly Key[]): Key[] {
  return keys.toSorted((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime());
}
