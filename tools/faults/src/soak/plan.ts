import { shuffled } from "@vc/testing";

/** Something that happens to the platform while people trade on it. */
export type Fault =
  /** SIGKILL, or SIGTERM, to these processes at the same moment; each is started again at once. */
  | { readonly kind: "killed" | "stopped"; readonly processes: readonly string[] }
  /** Stopped, away for a moment, started again. */
  | { readonly kind: "stopped and started"; readonly servers: readonly ServerName[] };

export type ServerName = "broker" | "database";

type Card = "kill one" | "kill a service" | "ask one to leave" | "broker" | "database" | "both servers";

/** As often as each comes in one round; the order of a round is the seed's. */
const DECK: readonly Card[] = [
  "kill one",
  "kill one",
  "kill one",
  "kill a service",
  "ask one to leave",
  "ask one to leave",
  "broker",
  "database",
  "both servers",
];

/**
 * Faults without end, the same for the same numbers: rounds of every kind, so that a short run has seen each kind too.
 *
 * @param atRisk which processes may be met just now, by service; asked again for each fault
 */
export function* planFaults(
  random: () => number,
  atRisk: () => ReadonlyMap<string, readonly string[]>,
): Generator<Fault, never> {
  const oneOf = <T>(things: readonly T[]): T => {
    const thing = things[Math.floor(random() * things.length)];
    if (thing === undefined) throw new Error("there is nothing to choose from");
    return thing;
  };
  for (;;) {
    for (const card of shuffled(DECK, random)) yield faultOf(card);
  }

  function faultOf(card: Card): Fault {
    switch (card) {
      case "kill one":
        return { kind: "killed", processes: [oneOf([...atRisk().values()].flat())] };
      case "kill a service":
        return { kind: "killed", processes: oneOf([...atRisk().values()]) };
      case "ask one to leave":
        return { kind: "stopped", processes: [oneOf([...atRisk().values()].flat())] };
      case "both servers":
        return { kind: "stopped and started", servers: ["broker", "database"] };
      case "broker":
      case "database":
        return { kind: "stopped and started", servers: [card] };
    }
  }
}
