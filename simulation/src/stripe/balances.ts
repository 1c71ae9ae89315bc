/** The owner of the platform's own balance; accounts own theirs by their ids. */
export const PLATFORM = "platform";

interface Settling {
  readonly cents: number;
  readonly atMs: number;
}

/** What lies in the balances of the platform and of the accounts, in cents: what can be used, and what settles later. */
export function createBalances(now: () => number) {
  const available = new Map<string, number>();
  const settling = new Map<string, Settling[]>();

  function add(owner: string, cents: number): void {
    available.set(owner, (available.get(owner) ?? 0) + cents);
  }

  function release(owner: string): void {
    const later = settling.get(owner);
    if (later === undefined || later.every(({ atMs }) => atMs > now())) return;
    for (const { cents, atMs } of later) if (atMs <= now()) add(owner, cents);
    settling.set(
      owner,
      later.filter(({ atMs }) => atMs > now()),
    );
  }

  function availableCents(owner: string): number {
    release(owner);
    return available.get(owner) ?? 0;
  }

  function pendingCents(owner: string): number {
    release(owner);
    return (settling.get(owner) ?? []).reduce((sum, { cents }) => sum + cents, 0);
  }

  return {
    availableCents,
    pendingCents,
    totalCents: (owner: string): number => availableCents(owner) + pendingCents(owner),

    /** @param availableAtMs until then it settles. Default: it can be used at once */
    book(owner: string, cents: number, availableAtMs = now()): void {
      if (availableAtMs <= now()) add(owner, cents);
      else settling.set(owner, [...(settling.get(owner) ?? []), { cents, atMs: availableAtMs }]);
    },
  };
}

export type Balances = ReturnType<typeof createBalances>;
