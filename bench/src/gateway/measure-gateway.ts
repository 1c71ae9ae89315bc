import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { STORED_SERVICES } from "@vc/dev";
import { newId } from "@vc/service";
import type { GatewayParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { openServiceProcesses } from "../service-processes.ts";
import { median } from "../statistics.ts";
import type { LoadFigures, LoadTask } from "./load-process.ts";

export type GatewayFigures = {
  readonly contestant: Contestant;
  /** Of the rounds. */
  readonly answersPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** At a moderate pace. */
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export type GatewayResult = {
  readonly figures: readonly GatewayFigures[];
  /** The gateway over the bare proxy, taken within a round; the median of the rounds. */
  readonly shareOfBare: number;
  readonly addedP99Ms: number;
};

const CONTESTANTS = [
  "@fastify/http-proxy",
  "gateway",
  "gateway, with a token to check",
  "the upstream itself",
] as const;
type Contestant = (typeof CONTESTANTS)[number];

/** The first round only warms up: it is shorter. */
const WARM_UP_SECONDS = 2;

/** The gateway and the bare proxy in front of the same trivial service, each a process of its own, in turns. */
export async function measureGateway(
  place: Place,
  parameters: GatewayParameters,
  say: (line: string) => void,
): Promise<GatewayResult> {
  const processes = await openServiceProcesses(place);
  const loader = fork(join(import.meta.dirname, "load-process.ts"), {
    // Without this process's own start options: the child must exit when it has no more tasks.
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  try {
    const here = (name: string) => join(import.meta.dirname, name);
    const upstream = await processes.run(here("upstream.ts"), {});
    const bare = await processes.run(here("bare-proxy.ts"), { UPSTREAM_URL: upstream.url });
    const gateway = await processes.run(join(import.meta.dirname, "../../../services/gateway/src/main.ts"), {
      ...Object.fromEntries(STORED_SERVICES.map((name) => [`${name.toUpperCase()}_URL`, upstream.url])),
      RATE_LIMIT_SCALE: "1000000",
    });
    const token = processes.keys.tokenFor({ accountId: newId("account") });
    const asked: Record<Contestant, Pick<LoadTask, "url" | "headers">> = {
      "@fastify/http-proxy": { url: `${bare.url}/v1/listings`, headers: {} },
      gateway: { url: `${gateway.url}/v1/listings`, headers: {} },
      "gateway, with a token to check": {
        url: `${gateway.url}/v1/listings`,
        headers: { authorization: `Bearer ${token}` },
      },
      "the upstream itself": { url: `${upstream.url}/v1/listings`, headers: {} },
    };

    async function load(contestant: Contestant, perSecond: LoadTask["perSecond"], seconds: number) {
      const { connections } = parameters;
      loader.send({ ...asked[contestant], connections, perSecond, seconds } satisfies LoadTask);
      // Only load-process.ts answers.
      const [figures] = (await once(loader, "message")) as [LoadFigures];
      if (figures.failed > 0) throw new Error(`${contestant}: ${figures.failed} answers were not 200`);
      return figures;
    }

    const rounds = new Map<Contestant, { flood: LoadFigures; paced: LoadFigures }[]>();
    for (let round = 0; round <= parameters.rounds; round++) {
      for (const contestant of round % 2 === 0 ? CONTESTANTS : CONTESTANTS.toReversed()) {
        const isWarmUp = round === 0;
        const flood = await load(
          contestant,
          "as fast as it goes",
          isWarmUp ? WARM_UP_SECONDS : parameters.floodSeconds,
        );
        const paced = await load(
          contestant,
          parameters.perSecond,
          isWarmUp ? WARM_UP_SECONDS : parameters.pacedSeconds,
        );
        say(
          `gateway, ${isWarmUp ? "warm-up" : `round ${round}`}: ${contestant} ${flood.answersPerSecond.toFixed(0)}/s, at ${parameters.perSecond}/s p50 ${paced.p50Ms.toFixed(2)} ms, p99 ${paced.p99Ms.toFixed(2)} ms`,
        );
        if (!isWarmUp) rounds.set(contestant, [...(rounds.get(contestant) ?? []), { flood, paced }]);
      }
    }
    return resultOf(rounds);
  } finally {
    loader.kill();
    await processes.stop();
  }
}

function resultOf(
  rounds: ReadonlyMap<Contestant, readonly { flood: LoadFigures; paced: LoadFigures }[]>,
): GatewayResult {
  const figures = CONTESTANTS.map((contestant): GatewayFigures => {
    const own = rounds.get(contestant) ?? [];
    const rates = own.map(({ flood }) => flood.answersPerSecond);
    return {
      contestant,
      answersPerSecond: median(rates),
      slowest: Math.min(...rates),
      fastest: Math.max(...rates),
      p50Ms: median(own.map(({ paced }) => paced.p50Ms)),
      p99Ms: median(own.map(({ paced }) => paced.p99Ms)),
    };
  });
  const bare = rounds.get("@fastify/http-proxy") ?? [];
  const gateway = rounds.get("gateway") ?? [];
  const paired = gateway.flatMap((own, index) => {
    const other = bare[index];
    return other === undefined ? [] : [{ own, other }];
  });
  return {
    figures,
    shareOfBare: median(
      paired.map(({ own, other }) => own.flood.answersPerSecond / other.flood.answersPerSecond),
    ),
    addedP99Ms: median(paired.map(({ own, other }) => own.paced.p99Ms - other.paced.p99Ms)),
  };
}
