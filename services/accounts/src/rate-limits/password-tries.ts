import { HttpProblem } from "@vc/http";
import type { LimitCounter } from "./mongo-store.ts";

const WINDOW_MS = 15 * 60 * 1_000;

/** Who tries a password. */
export interface PasswordTry {
  /** The account, or the e-mail address that may have one. */
  readonly account: string;
  /** The network address that it comes from. */
  readonly address: string;
  /** The device, if it has signed in to the account before. */
  readonly deviceId: string | null;
}

export interface TryLimits {
  /** For one account from one network address, and for one account from one known device. */
  readonly perAddress: number;
  /** For one account from all unknown devices together. */
  readonly perAccount: number;
}

interface Count {
  readonly key: string;
  readonly most: number;
}

/**
 * R40: bounds how many wrong passwords are taken. A stranger uses up the tries of the stranger's own network address, and the
 * owner at another one is not kept out. Many strangers together meet a far higher bound, which still leaves the
 * owner's known devices alone: these have a count of their own.
 */
export function createPasswordTries(counter: LimitCounter, limits: TryLimits) {
  function countsOf({ account, address, deviceId }: PasswordTry): readonly Count[] {
    if (deviceId !== null)
      return [{ key: `passwords|device|${account}|${deviceId}`, most: limits.perAddress }];
    return [
      { key: `passwords|address|${account}|${address}`, most: limits.perAddress },
      { key: `passwords|account|${account}`, most: limits.perAccount },
    ];
  }

  /**
   * Runs an attempt, unless too many failed before in 15 minutes. One that succeeds does not count.
   *
   * @param onRefusal gets the seconds to wait
   * @throws HttpProblem 429
   */
  return async <Result>(
    who: PasswordTry,
    onRefusal: (waitSeconds: number) => void,
    attempt: () => Promise<Result>,
  ): Promise<Result> => {
    const counted: { key: string; endMs: number }[] = [];
    // One after the other: what the first refuses must not use up the second.
    for (const { key, most } of countsOf(who)) {
      const { current, ttl, endMs } = await counter.count(key, WINDOW_MS);
      if (current > most) {
        const waitSeconds = Math.ceil(ttl / 1_000);
        onRefusal(waitSeconds);
        throw new HttpProblem(429, "too_many_requests", `Too many tries. Wait ${waitSeconds} s.`);
      }
      counted.push({ key, endMs });
    }
    const result = await attempt();
    await Promise.all(counted.map(({ key, endMs }) => counter.takeBack(key, endMs)));
    return result;
  };
}
