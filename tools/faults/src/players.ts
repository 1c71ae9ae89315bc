import { type Answer, createClient, memoryStore, must } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import {
  accept,
  approve,
  type Deal,
  deliver,
  fillInBrief,
  placePaid,
  refuse,
  review,
} from "@vc/e2e/journey/deal.ts";
import { endsExpired, endsQuietly } from "@vc/e2e/journey/endings.ts";
import { mustBeRefunded, mustBeReleased, withdraw } from "@vc/e2e/journey/money.ts";
import type { Person } from "@vc/e2e/journey/people.ts";
import { toldLive } from "@vc/e2e/journey/talk.ts";
import { newDeal } from "@vc/e2e/test-platform";
import { type EventStream, type Mail, recordEvents, waitFor } from "@vc/testing/people";
import { tally } from "./reckoning.ts";

/** A buyer and a seller who trade for as long as they are let, and remember how each of their orders has to end. */
export interface Players {
  readonly people: readonly { readonly person: Person; readonly live: EventStream }[];
  /** Plays orders of every kind, one after the other, until told to stop; the last one to its end. */
  play(stop: AbortSignal): Promise<void>;
  /** Two orders that the clock alone ends: one that the seller never answers, one whose delivery the buyer never answers. */
  leaveToTheClock(): Promise<void>;
  /** How often the seller has withdrawn money. */
  withdrawals(): number;
  /** How the buyer's orders have to have ended, sorted. */
  expected(): OrderState[];
  close(): void;
}

/** What a killed process had locked in the database stays locked for a minute, and its requests wait for that long. */
const PATIENCE_MS = 150_000;
/** Longer than any window of the rules on the suite's platform. */
const LONGEST_WAIT_MS = 300_000;

export async function gatherPlayers(world: Deal["world"]): Promise<Players> {
  const { seller: newSeller, buyer: newBuyer, offer } = await newDeal(world);
  const [seller, buyer] = [patient(newSeller), patient(newBuyer)];
  const deal: Deal = { world, seller, buyer, offer };
  const people = [seller, buyer].map((person) => ({ person, live: recordEvents(person.api) }));
  await Promise.all(people.map(({ live }) => live.opened));
  const sellersStream = people[0]?.live;
  const ended: OrderState[] = [];
  let withdrawals = 0;

  const endings: (() => Promise<OrderState>)[] = [
    async () => {
      const order = await placePaid(deal);
      if (sellersStream) await toldLive(world, seller, sellersStream, order);
      await fillInBrief(deal, order);
      const approved = await approve(deal, await deliver(deal, await accept(deal, order)));
      await withdraw(world, seller, await mustBeReleased(deal, approved));
      withdrawals += 1;
      return "completed";
    },
    async () => {
      await mustBeRefunded(deal, await refuse(deal, await placePaid(deal)));
      return "refused";
    },
    async () => {
      const delivered = await deliver(deal, await accept(deal, await placePaid(deal)));
      await mustBeReleased(deal, await review(deal, delivered));
      return "completed";
    },
  ];

  return {
    people,
    play: async (stop) => {
      for (let turn = 0; !stop.aborted; turn++) {
        const ending = endings[turn % endings.length];
        if (ending) ended.push(await ending());
      }
    },
    leaveToTheClock: async () => {
      const waited = await Promise.all([
        endsExpired(deal, LONGEST_WAIT_MS),
        endsQuietly(deal, LONGEST_WAIT_MS),
      ]);
      if (waited.includes("too long"))
        throw new Error("the windows of this platform are too long to wait for");
      ended.push("expired", "completed");
    },
    withdrawals: () => withdrawals,
    expected: () => ended.toSorted(),
    close: () => {
      for (const { live } of people) live.close();
    },
  };
}

/** The same person, with a client that outlasts the locks of a killed process. */
function patient(person: Person): Person {
  const store = memoryStore(person.api.session());
  return { ...person, api: createClient({ baseUrl: person.api.baseUrl, patienceMs: PATIENCE_MS, store }) };
}

/** The items of all pages of a list. */
async function allPages<T>(
  list: (query: {
    limit: number;
    cursor?: string;
  }) => Promise<Answer<{ items: T[]; nextCursor: string | null }>>,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: T[]; nextCursor: string | null } = must(
      await list({ limit: 100, ...(cursor === "" ? {} : { cursor }) }),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

/** How all orders that somebody bought have ended, sorted. */
export async function boughtBy(buyer: Person): Promise<OrderState[]> {
  const orders = await allPages((query) => buyer.api.GET("/v1/orders", { params: { query } }));
  return orders
    .filter((order) => order.buyer.id === buyer.accountId)
    .map(({ state }) => state)
    .toSorted();
}

/**
 * What somebody was told more often than there was reason to, in the list, live or by mail.
 * A mail that a crash sent again is one mail: it has the same `Message-ID`.
 */
export async function toldTwice({ people, withdrawals }: Players, mails: readonly Mail[]): Promise<string[]> {
  const mailsById = new Map(mails.map((mail) => [String(mail.headers["message-id"]), mail]));
  const twice = await Promise.all(
    people.map(async ({ person, live }) => {
      const listed = await allPages((query) => person.api.GET("/v1/notifications", { params: { query } }));
      const heard = () => live.received.filter(({ name }) => name === "notification");
      await waitFor(() => heard().length >= listed.length, {
        what: `${person.name} to hear all ${listed.length} live`,
        timeoutMs: 60_000,
      });
      const reasons = (kind: string) => {
        // A withdrawal names no order; of a deadline people are reminded 24 h and 4 h before it, in the same words.
        if (kind === "withdrawal_paid") return withdrawals();
        return kind === "deadline_reminder" ? 2 : 1;
      };
      const ofKind = new Map(
        listed.map(({ kind, orderId, text }) => [`${kind} ${orderId} ${text}`, reasons(kind)]),
      );
      const inList = tally(listed.map(({ kind, orderId, text }) => `${kind} ${orderId} ${text}`));
      // A subject has plain spaces, also before the € of a French amount.
      const titles = tally(listed.map(({ title }) => title.replaceAll(/\s+/g, " ")));
      const subjects = tally(
        [...mailsById.values()].filter(({ to }) => to.includes(person.email)).map(({ subject }) => subject),
      );
      return [
        ...exceeding(inList, (what) => ofKind.get(what)),
        ...exceeding(tally(live.received.map(({ id, name }) => `${name} ${id}`)), () => 1),
        ...exceeding(subjects, (subject) => titles.get(subject)),
      ].map((what) => `${person.email}: ${what}`);
    }),
  );
  return twice.flat();
}

/** What is there more often than it may be; once is always allowed. */
function exceeding(
  counts: ReadonlyMap<string, number>,
  most: (thing: string) => number | undefined,
): string[] {
  return [...counts]
    .filter(([thing, count]) => count > Math.max(1, most(thing) ?? 1))
    .map(([thing, count]) => `${count} times ${thing}`);
}
