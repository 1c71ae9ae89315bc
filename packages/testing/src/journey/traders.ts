import { createClient, memoryStore, must, type Order } from "@vc/client";
import type { OrderState } from "@vc/contracts";
import { type EventStream, recordEvents } from "../people/index.ts";
import { shuffled } from "../seeded-random.ts";
import { createDeal, type Deal } from "./deal.ts";
import {
  acceptRevision,
  cancelBeforeAcceptance,
  cancelByAgreement,
  concedeDispute,
  disputeRevision,
  dropDispute,
  requestRevision,
} from "./disagreements.ts";
import { endsExpired, endsQuietly, endsUnpaid } from "./endings.ts";
import { accept, approve, deliver, fillInBrief, refuse, review } from "./fulfilment.ts";
import { mustBeRefunded, mustBeReleased, withdraw } from "./money.ts";
import { placePaid } from "./ordering.ts";
import type { Person } from "./people.ts";
import { exchangeMessages, mustHearLive } from "./talk.ts";
import { until, type World } from "./world.ts";

/** A buyer and a seller who trade until they are stopped, and record how each of their orders must end. */
export interface Traders {
  readonly buyer: Person;
  readonly people: readonly { readonly person: Person; readonly live: EventStream }[];
  /**
   * Trades orders of every kind, one after the other, until the signal; the current order is brought to its end.
   *
   * @param pause runs between two orders. Default: none.
   */
  trade(stop: AbortSignal, pause?: () => Promise<unknown>): Promise<void>;
  /** One order for each deadline: no payment, no answer of the seller, no answer of the buyer to a delivery. */
  letDeadlinesPass(): Promise<void>;
  /** Uses the public pages as an anonymous client: searches the listing, opens it, reads its reviews. */
  browse(): Promise<void>;
  /** The number of the seller's withdrawals. */
  withdrawals(): number;
  /** Orders with a second delivery. */
  readonly redelivered: ReadonlySet<string>;
  /** The states in which the buyer's orders must have ended, sorted. */
  expected(): OrderState[];
  close(): void;
}

/** Longer than 15 s, for which the database locks of a killed process delay requests. */
const REQUEST_PATIENCE_MS = 150_000;
/** Longer than any deadline on the platforms of the fault suite. */
const LONGEST_WAIT_MS = 300_000;

/**
 * Registers a buyer and a seller with a published listing.
 *
 * @param random the order of the kinds of orders. Default: the order of `orderKinds`.
 * @param fetch what their clients send requests with
 */
export async function createTraders(
  world: World,
  { random, fetch }: { random?: () => number; fetch?: (request: Request) => Promise<Response> } = {},
): Promise<Traders> {
  const patience = { patienceMs: REQUEST_PATIENCE_MS, ...(fetch === undefined ? {} : { fetch }) };
  const withPatience = (person: Person): Person => {
    const store = memoryStore(person.api.session());
    return { ...person, api: createClient({ baseUrl: person.api.baseUrl, store, ...patience }) };
  };
  const created = await createDeal(world);
  const [seller, buyer] = [withPatience(created.seller), withPatience(created.buyer)];
  const deal: Deal = { ...created, seller, buyer };
  const visitor = createClient({ baseUrl: world.gatewayUrl, ...patience });
  const [sellerLive, buyerLive] = [recordEvents(seller.api), recordEvents(buyer.api)];
  await Promise.all([sellerLive.opened, buyerLive.opened]);
  const ended: OrderState[] = [];
  const record: TradeRecord = { deal, sellerLive, redelivered: new Set(), withdrawals: 0 };

  return {
    buyer,
    people: [
      { person: seller, live: sellerLive },
      { person: buyer, live: buyerLive },
    ],
    trade: async (stop, pause = async () => {}) => {
      while (!stop.aborted) {
        for (const { play, endsAs } of random === undefined ? orderKinds : shuffled(orderKinds, random)) {
          if (stop.aborted) return;
          await play(record);
          ended.push(endsAs);
          await pause();
        }
      }
    },
    letDeadlinesPass: async () => {
      await Promise.all(
        deadlineKinds.map(async ({ play, endsAs }) => {
          if ((await play(deal, LONGEST_WAIT_MS)) === "too long")
            throw new Error("the deadlines of this platform are too long to wait for");
          ended.push(endsAs);
        }),
      );
    },
    browse: () => browse(visitor, deal),
    withdrawals: () => record.withdrawals,
    redelivered: record.redelivered,
    expected: () => ended.toSorted(),
    close: () => {
      sellerLive.close();
      buyerLive.close();
    },
  };
}

interface TradeRecord {
  readonly deal: Deal;
  readonly sellerLive: EventStream;
  readonly redelivered: Set<string>;
  withdrawals: number;
}

const deadlineKinds = [
  { play: endsExpired, endsAs: "expired" },
  { play: endsQuietly, endsAs: "completed" },
  { play: endsUnpaid, endsAs: "payment_expired" },
] as const;

const delivered = async (deal: Deal): Promise<Order> =>
  deliver(deal, await accept(deal, await placePaid(deal)));
const disputed = async (deal: Deal): Promise<Order> =>
  disputeRevision(deal, await requestRevision(deal, await delivered(deal)));

/** The kinds of orders that people end themselves: what they do, and the state that the order ends in. */
const orderKinds: readonly { play: (record: TradeRecord) => Promise<void>; endsAs: OrderState }[] = [
  { play: tradeWithPayout, endsAs: "completed" },
  {
    play: async ({ deal }) => mustBeRefunded(deal, await refuse(deal, await placePaid(deal))),
    endsAs: "refused",
  },
  {
    play: async ({ deal }) => void (await mustBeReleased(deal, await review(deal, await delivered(deal)))),
    endsAs: "completed",
  },
  { play: tradeWithRevision, endsAs: "completed" },
  {
    play: async ({ deal }) => mustBeRefunded(deal, await concedeDispute(deal, await disputed(deal))),
    endsAs: "cancelled",
  },
  {
    play: async ({ deal }) =>
      void (await mustBeReleased(deal, await dropDispute(deal, await disputed(deal)))),
    endsAs: "completed",
  },
  {
    play: async ({ deal }) => mustBeRefunded(deal, await cancelBeforeAcceptance(deal, await placePaid(deal))),
    endsAs: "cancelled",
  },
  {
    play: async ({ deal }) =>
      mustBeRefunded(deal, await cancelByAgreement(deal, await accept(deal, await placePaid(deal)))),
    endsAs: "cancelled",
  },
];

async function tradeWithPayout(record: TradeRecord): Promise<void> {
  const { deal, sellerLive } = record;
  const { world, seller } = deal;
  const order = await placePaid(deal);
  await mustHearLive(world, seller, sellerLive, order);
  await fillInBrief(deal, order);
  await exchangeMessages(deal, order);
  const approved = await approve(deal, await deliver(deal, await accept(deal, order)));
  await withdraw(world, seller, await mustBeReleased(deal, approved));
  record.withdrawals += 1;
}

async function tradeWithRevision({ deal, redelivered }: TradeRecord): Promise<void> {
  const resumed = await acceptRevision(deal, await requestRevision(deal, await delivered(deal)));
  redelivered.add(resumed.id);
  await mustBeReleased(deal, await approve(deal, await deliver(deal, resumed)));
}

async function browse(visitor: ReturnType<typeof createClient>, { offer }: Deal): Promise<void> {
  const { id } = offer.listing;
  const search = { params: { query: { q: `logos elegants ${offer.word}` } } };
  await until("the listing to be found", async () =>
    must(await visitor.GET("/v1/listings", search)).items.some((found) => found.id === id),
  );
  must(await visitor.GET("/v1/listings/{listingId}", { params: { path: { listingId: id } } }));
  must(await visitor.GET("/v1/reviews", { params: { query: { listingId: id } } }));
}
