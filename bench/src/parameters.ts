import { parseArgs } from "node:util";

export type BusParameters = {
  readonly rounds: number;
  /** Events of one round as fast as they go, without and with a database. */
  readonly events: number;
  readonly storedEvents: number;
  /** Events a second when latency is measured: well below what each contestant can do. */
  readonly paceWithoutDatabase: number;
  readonly paceWithDatabase: number;
  readonly pacedSeconds: number;
};

/** So many timers are armed for a far moment, while others fire at the rate. */
export type TimersLoad = { readonly pending: number; readonly ratePerSecond: number };

export type TimersParameters = {
  readonly loads: readonly TimersLoad[];
  readonly fireSeconds: number;
  /** Who cannot arm the pending ones in this time fires with as many as there are then. */
  readonly armingBudgetSeconds: number;
};

export type StreamsParameters = {
  readonly streams: number;
  readonly messages: number;
  readonly perSecond: number;
};

export type SearchParameters = { readonly listings: number; readonly rounds: number };

export type LedgerParameters = {
  readonly rounds: number;
  /** Of one contestant in one round, with one and with many writers. */
  readonly postings: number;
  /** Of each balance in one round. */
  readonly reads: number;
  /** Entries of the longest account. */
  readonly history: number;
};

export type OrdersParameters = {
  readonly rounds: number;
  /** The pure decider has rounds of its own: they are short, and shorter ones would say less. */
  readonly deciderRounds: number;
  readonly deciderSeconds: number;
  /** Of each number of clients in one round, as far as its time allows. */
  readonly commands: number;
  readonly commandsSeconds: number;
  /** Sizes of the stores that latency is compared between, the smallest first. */
  readonly stored: readonly number[];
  /** What cannot be stored in this time is left out, and the document says how many there were. */
  readonly storingBudgetSeconds: number;
  /** Commands, and pages of each list, of each store in one turn, as far as its time allows. */
  readonly samples: number;
  readonly turnSeconds: number;
};

export type GatewayParameters = {
  readonly rounds: number;
  readonly connections: number;
  readonly floodSeconds: number;
  /** Requests a second when latency is measured: well below what each contestant can do. */
  readonly perSecond: number;
  readonly pacedSeconds: number;
};

export type PlatformParameters = {
  /** How many instances of orders, one run of the platform for each. */
  readonly instances: readonly number[];
  /** Pairs of a buyer and a seller, each with one order after the other. */
  readonly pairs: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
};

/** What can be measured, in the order of the document. */
export const SUBJECTS = [
  "bus",
  "timers",
  "search",
  "streams",
  "ledger",
  "orders",
  "gateway",
  "platform",
] as const;
export type Subject = (typeof SUBJECTS)[number];

export type Parameters = {
  readonly subjects: readonly Subject[];
  readonly bus: BusParameters;
  readonly timers: TimersParameters;
  readonly search: SearchParameters;
  readonly streams: StreamsParameters;
  readonly ledger: LedgerParameters;
  readonly orders: OrdersParameters;
  readonly gateway: GatewayParameters;
  readonly platform: PlatformParameters;
};

export const USAGE = `npm run bench -- [bus] [timers] [search] [streams] [ledger] [orders] [gateway] [platform] [options]
  bus      --rounds 3  --events 20000  --stored-events 400
  timers   --pending 200,2000,20000  --rate 100  --seconds 10  --arming-budget 120
           (several pending with as many rates, or one rate for all)
  search   --listings 100000  --rounds 3
  streams  --streams 2000  --messages 100  --per-second 5
  ledger   --postings 480  --reads 300  --history 100000  --rounds 3
  orders   --stored 1000,20000,200000  --storing-budget 300  --commands 300  --samples 50  --rounds 3
  gateway  --connections 32  --rounds 3
  platform --instances 1,3  --pairs 8`;

/** Thrown for arguments that mean nothing; its message is for the person who typed them. */
export class WrongArguments extends Error {
  override readonly name = "WrongArguments";
}

/** Reads the command line. Without a subject: bus and timers. */
export function readParameters(args: readonly string[]): Parameters {
  const { values, positionals } = parse(args);
  const subjects = positionals.length > 0 ? positionals : ["bus", "timers"];
  const number = (name: string, text: string) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1) throw new WrongArguments(`--${name} ${text}: 1 or more`);
    return value;
  };
  const numbers = (name: string, text: string) => text.split(",").map((each) => number(name, each));
  return {
    subjects: subjects.map((subject) => {
      const known = SUBJECTS.find((each) => each === subject);
      if (known !== undefined) return known;
      throw new WrongArguments(`there is no benchmark "${subject}"\n${USAGE}`);
    }),
    bus: {
      rounds: number("rounds", values.rounds),
      events: number("events", values.events),
      storedEvents: number("stored-events", values["stored-events"]),
      paceWithoutDatabase: 200,
      paceWithDatabase: 20,
      pacedSeconds: 4,
    },
    timers: {
      loads: pairs(numbers("pending", values.pending), numbers("rate", values.rate)),
      fireSeconds: number("seconds", values.seconds),
      armingBudgetSeconds: number("arming-budget", values["arming-budget"]),
    },
    search: {
      listings: number("listings", values.listings),
      rounds: number("rounds", values.rounds),
    },
    streams: {
      streams: number("streams", values.streams),
      messages: number("messages", values.messages),
      perSecond: number("per-second", values["per-second"]),
    },
    ledger: {
      rounds: number("rounds", values.rounds),
      postings: number("postings", values.postings),
      reads: number("reads", values.reads),
      history: number("history", values.history),
    },
    orders: {
      rounds: number("rounds", values.rounds),
      deciderRounds: 5,
      deciderSeconds: 2.5,
      commands: number("commands", values.commands),
      commandsSeconds: 5,
      stored: numbers("stored", values.stored).toSorted((a, b) => a - b),
      storingBudgetSeconds: number("storing-budget", values["storing-budget"]),
      samples: number("samples", values.samples),
      turnSeconds: 8,
    },
    gateway: {
      rounds: number("rounds", values.rounds),
      connections: number("connections", values.connections),
      floodSeconds: 4,
      perSecond: 400,
      pacedSeconds: 5,
    },
    platform: {
      instances: numbers("instances", values.instances),
      pairs: number("pairs", values.pairs),
      warmUpSeconds: 5,
      seconds: 20,
    },
  };
}

function pairs(pending: readonly number[], rates: readonly number[]): readonly TimersLoad[] {
  if (rates.length !== 1 && rates.length !== pending.length) {
    throw new WrongArguments("--rate: one for all, or as many as --pending");
  }
  return pending.map((each, index) => ({ pending: each, ratePerSecond: rates[index] ?? rates[0] ?? 1 }));
}

function parse(args: readonly string[]) {
  const option = (value: string) => ({ type: "string", default: value }) as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rounds: option("3"),
        events: option("20000"),
        "stored-events": option("400"),
        pending: option("200,2000,20000"),
        rate: option("100"),
        seconds: option("10"),
        "arming-budget": option("120"),
        listings: option("100000"),
        streams: option("2000"),
        messages: option("100"),
        "per-second": option("5"),
        postings: option("480"),
        reads: option("300"),
        history: option("100000"),
        stored: option("1000,20000,200000"),
        "storing-budget": option("300"),
        commands: option("300"),
        samples: option("50"),
        connections: option("32"),
        instances: option("1,3"),
        pairs: option("8"),
      },
    });
  } catch (error) {
    throw new WrongArguments(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
