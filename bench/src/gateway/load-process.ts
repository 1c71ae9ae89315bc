import { Pool } from "undici";
import { quantile } from "../statistics.ts";

/** What to ask of whom: as fast as answers come, or so many a second whatever comes. */
export type LoadTask = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  readonly perSecond: number | "as fast as it goes";
};

export type LoadFigures = {
  readonly answersPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 200. */
  readonly failed: number;
};

/** Load in a process of its own: the one that measures must not be the one that is busy. */
process.once("disconnect", () => process.exit(1));
process.on("message", async (message) => {
  // Only measure-gateway.ts sends it.
  process.send?.(await load(message as LoadTask));
});

async function load({ url, headers, connections, seconds, perSecond }: LoadTask): Promise<LoadFigures> {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let failed = 0;

  function ask(): Promise<void> {
    return new Promise((resolve) => {
      const sentAt = performance.now();
      const end = (isGood: boolean) => {
        latenciesMs.push(performance.now() - sentAt);
        if (!isGood) failed += 1;
        resolve();
      };
      let status = 0;
      pool.dispatch(
        { method: "GET", path, headers },
        {
          onRequestStart: () => {},
          onResponseStart: (_controller, statusCode) => {
            status = statusCode;
          },
          onResponseData: () => {},
          onResponseEnd: () => end(status === 200),
          onResponseError: () => end(false),
        },
      );
    });
  }

  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  async function askUntilTheEnd(): Promise<void> {
    while (performance.now() < endsAt) await ask();
  }
  /** Waits for no answer: what is slow holds up nothing that comes after it. */
  async function askByTheClock(rate: number): Promise<void> {
    const asked: Promise<void>[] = [];
    for (let index = 0; index < rate * seconds; index++) {
      const dueInMs = startedAt + (index * 1_000) / rate - performance.now();
      if (dueInMs > 0) await new Promise((resolve) => setTimeout(resolve, dueInMs));
      asked.push(ask());
    }
    await Promise.all(asked);
  }

  if (perSecond === "as fast as it goes") {
    await Promise.all(Array.from({ length: connections }, askUntilTheEnd));
  } else await askByTheClock(perSecond);
  const tookSeconds = (performance.now() - startedAt) / 1_000;
  await pool.destroy();
  return {
    answersPerSecond: latenciesMs.length / tookSeconds,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    failed,
  };
}
