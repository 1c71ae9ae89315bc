import type Stripe from "stripe";
import type { Realism } from "../realism.ts";

/** Something that speaks Stripe's API: the simulator, or a test account at Stripe. */
export type Subject = {
  readonly stripe: Stripe;
  /** The account of a seller that can receive transfers and payouts, new for each call where accounts can be made. */
  seller(): Promise<string>;
  /** Waits for what comes by itself: `read` gives undefined until it is there. */
  eventually<T>(what: string, read: () => Promise<T | undefined>): Promise<T>;
  /** What no API can cause: a post to the simulator's control API, whose answer is one of Stripe's objects. */
  control<T>(path: string, body?: object): Promise<T>;
  /** Lets this much time pass; only the simulator can. */
  passTime(ms: number): Promise<void>;
};

/** One thing that Stripe does, where it says so, and the test that shows it. */
export type Behaviour = {
  /** Stable: the report on a test account names behaviours by it. */
  id: string;
  title: string;
  /** A declaration of stripe-node, or a page of its documentation. */
  source: string;
  /** Whether the API alone can cause it. Otherwise it is tested with the simulator only. */
  where: "anywhere" | "simulator";
  /** The simulator's setting without which it does something else. */
  setting?: keyof Realism;
  /** Throws an AssertionError that names the difference. */
  check(subject: Subject): Promise<void>;
};
