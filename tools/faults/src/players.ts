import { type Answer, createClient, memoryStore, must, type Order } from "@vc/client";
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
import { endsExpired, endsQuietly, endsUnpaid } from "@vc/e2e/journey/endings.ts";
import { introduce } from "@vc/e2e/journey/introduce.ts";
import { mustBeRefunded, mustBeReleased, withdraw } from "@vc/e2e/journey/money.ts";
import type { Person } from "@vc/e2e/journey/people.ts";
import {
  acceptRevision,
  concedeDispute,
  dropDispute,
  partInPeace,
  quarrelOver,
  requestRevision,
  takeBack,
} from "@vc/e2e/journey/quarrel.ts";
import { talk, toldLive } from "@vc/e2e/journey/talk.ts";
import { until } from "@vc/e2e/journey/world.ts";
import { type EventStream, type Mail, recordEvents, waitFor } from "@vc/testing/people";
import { tally } from "./reckoning.ts";
import { shuffled } from "./settings.ts";

/** A buyer and a seller who trade for as long as they are let, and remember how each of their orders has to end. */
export interface Players {
  readonly people: readonly { readonly person: Person; readonly live: EventStream }[];
  /**
   * Plays orders of every kind, one after the other, until told to stop; the last one to its end.
   *
   * @param rest what they do between two orders; nothing unless given
   */
  play(stop: AbortSignal, rest?: () => Promise<unknown>): Promise<void>;
  /** Orders that the clock alone ends: nobody pays, the seller never answers, the buyer never answers a delivery. */
  leaveToTheClock(): Promise<void>;
  /** Looks for the listing as a stranger would: searches it, opens it, reads what others say of it. */
  lookAround(): Promise<void>;
  /** How often the seller has withdrawn money. */
  withdrawals(): number;
  /** Orders that were delivered a second time. */
  readonly redelivered: ReadonlySet<string>;
  /** How the buyer's orders have to have ended, sorted. */
  expected(): OrderState[];
  close(): void;
}

/** What a killed process had locked in the database stays locked for 15 s, and its requests wait for that long. */
const PATIENCE_MS = 150_000;
/** Longer than any window of the rules on the suite's platform. */
const LONGEST_WAIT_MS = 300_000;

/**
 * @param random in which order they play the kinds of orders; as they stand unless given
 * @param fetch what their clients ask with
 */
export async function gatherPlayers(
  world: Deal["world"],
  { random, fetch }: { random?: () => number; fetch?: (request: Request) => Promise<Response> } = {},
): Promise<Players> {
  const patience = { patienceMs: PATIENCE_MS, ...(fetch === undefined ? {} : { fetch }) };
  /** The same person, with a client that outlasts the locks of a killed process. */
  const patient = (person: Person): Person => {
    const store = memoryStore(person.api.session());
    return { ...person, api: createClient({ baseUrl: person.api.baseUrl, store, ...patience }) };
  };
  const { seller: newSeller, buyer: newBuyer, offer } = await introduce(world);
  const [seller, buyer] = [patient(newSeller), patient(newBuyer)];
  const stranger = createClient({ baseUrl: world.gatewayUrl, ...patience });
  const deal: Deal = { world, seller, buyer, offer };
  const people = [seller, buyer].map((person) => ({ person, live: recordEvents(person.api) }));
  await Promise.all(people.map(({ live }) => live.opened));
  const sellersStream = people[0]?.live;
  const ended: OrderState[] = [];
  const redelivered = new Set<string>();
  let withdrawals = 0;

  const delivered = async (): Promise<Order> => deliver(deal, await accept(deal, await placePaid(deal)));
  const disputed = async (): Promise<Order> =>
    quarrelOver(deal, await requestRevision(deal, await delivered()));

  const endings: (() => Promise<OrderState>)[] = [
    async () => {
      const order = await placePaid(deal);
      if (sellersStream) await toldLive(world, seller, sellersStream, order);
      await fillInBrief(deal, order);
      await talk(deal, order);
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
      await mustBeReleased(deal, await review(deal, await delivered()));
      return "completed";
    },
    async () => {
      const resumed = await acceptRevision(deal, await requestRevision(deal, await delivered()));
      redelivered.add(resumed.id);
      await mustBeReleased(deal, await approve(deal, await deliver(deal, resumed)));
      return "completed";
    },
    async () => {
      await mustBeRefunded(deal, await concedeDispute(deal, await disputed()));
      return "cancelled";
    },
    async () => {
      await mustBeReleased(deal, await dropDispute(deal, await disputed()));
      return "completed";
    },
    async () => {
      await mustBeRefunded(deal, await takeBack(deal, await placePaid(deal)));
      return "cancelled";
    },
    async () => {
      await mustBeRefunded(deal, await partInPeace(deal, await accept(deal, await placePaid(deal))));
      return "cancelled";
    },
  ];

  return {
    people,
    play: async (stop, rest = async () => {}) => {
      while (!stop.aborted) {
        for (const ending of random === undefined ? endings : shuffled(endings, random)) {
          if (stop.aborted) return;
          ended.push(await ending());
          await rest();
        }
      }
    },
    leaveToTheClock: async () => {
      const waits = [
        ["expired", endsExpired],
        ["completed", endsQuietly],
        ["payment_expired", endsUnpaid],
      ] as const;
      await Promise.all(
        waits.map(async ([end, wait]) => {
          if ((await wait(deal, LONGEST_WAIT_MS)) === "too long")
            throw new Error("the windows of this platform are too long to wait for");
          ended.push(end);
        }),
      );
    },
    lookAround: async () => {
      const { id } = offer.listing;
      const search = { params: { query: { q: `logos elegants ${offer.word}` } } };
      await until("the listing to be found", async () =>
        must(await stranger.GET("/v1/listings", search)).items.some((found) => found.id === id),
      );
      must(await stranger.GET("/v1/listings/{listingId}", { params: { path: { listingId: id } } }));
      must(await stranger.GET("/v1/reviews", { params: { query: { listingId: id } } }));
    },
    withdrawals: () => withdrawals,
    redelivered,
    expected: () => ended.toSorted(),
    close: () => {
      for (const { live } of people) live.close();
    },
  };
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
export async function toldTwice(
  { people, withdrawals, redelivered }: Players,
  mails: readonly Pick<Mail, "headers" | "to" | "subject">[],
): Promise<string[]> {
  const mailsById = new Map(mails.map((mail) => [String(mail.headers["message-id"]), mail]));
  const twice = await Promise.all(
    people.map(async ({ person, live }) => {
      const listed = await allPages((query) => person.api.GET("/v1/notifications", { params: { query } }));
      const heard = () => live.received.filter(({ name }) => name === "notification");
      await waitFor(() => heard().length >= listed.length, {
        what: `${person.name} to hear all ${listed.length} live`,
        timeoutMs: 60_000,
      });
      const reasons = (kind: string, orderId: string | null) => {
        // A withdrawal names no order; of a deadline people are reminded 24 h and 4 h before it, in the same words.
        if (kind === "withdrawal_paid") return withdrawals();
        if (kind === "order_delivered" && orderId !== null && redelivered.has(orderId)) return 2;
        return kind === "deadline_reminder" ? 2 : 1;
      };
      const ofKind = new Map(
        listed.map(({ kind, orderId, text }) => [`${kind} ${orderId} ${text}`, reasons(kind, orderId)]),
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
