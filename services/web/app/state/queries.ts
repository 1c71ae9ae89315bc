import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import type { Answer, Conversation, LiveEvent, Problem } from "@vc/client";
import { pageContext } from "./page-context.ts";
import { loadPolicy } from "./policy.ts";
import { PageFailure } from "./reading.ts";

/** How many rows a list shows at first, and with each further page. */
const ROWS = 20;

/** The newest messages that a conversation shows at first. */
const MESSAGES = 50;

/**
 * The data of an answer.
 *
 * @throws PageFailure with the code of the refusal, or `no_answer`
 */
export async function ask<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked.catch(() => undefined);
  if (answer?.data !== undefined) return answer.data;
  throw failureOf(answer?.error);
}

function failureOf(problem: Problem | undefined): PageFailure {
  return new PageFailure(problem?.code ?? "no_answer", problem?.instance?.replace("urn:request:", ""));
}

/** What this browser has read of the API for the person who is signed in. The client repeats failed calls by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
}

export type OrderRole = "buyer" | "seller";

/** A list that is read page by page, as the entries that have been read so far. */
function listOf<T>(
  queryKey: readonly string[],
  readPage: (cursor: string | undefined) => Promise<Answer<{ items: T[]; nextCursor: string | null }>>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => ask(readPage(pageParam)),
    // Its type would be that of the first page's alone.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
}

function limitsOf<T>(queryKey: readonly string[], read: () => Promise<Answer<T>>) {
  return queryOptions({ queryKey, queryFn: () => ask(read()), staleTime: Number.POSITIVE_INFINITY });
}

/** Of which kind conversations are listed. */
export type ConversationFilter = "all" | Conversation["kind"];

/** Everything that signed-in pages read, each under a key that a live event can name. */
export const queries = {
  me: () => queryOptions({ queryKey: ["me"], queryFn: () => ask(pageContext().api.GET("/v1/me")) }),

  policy: () =>
    queryOptions({ queryKey: ["policy"], queryFn: loadPolicy, staleTime: Number.POSITIVE_INFINITY }),

  /** What the API takes in. It changes with a release. */
  listingLimits: () => limitsOf(["limits", "listing"], () => pageContext().api.GET("/v1/listings/limits")),
  orderLimits: () => limitsOf(["limits", "order"], () => pageContext().api.GET("/v1/orders/limits")),
  conversationLimits: () =>
    limitsOf(["limits", "conversation"], () => pageContext().api.GET("/v1/conversations/limits")),

  order: (orderId: string) =>
    queryOptions({
      queryKey: ["order", orderId],
      queryFn: () => ask(pageContext().api.GET("/v1/orders/{orderId}", { params: { path: { orderId } } })),
    }),

  timeline: (orderId: string) =>
    queryOptions({
      queryKey: ["timeline", orderId],
      queryFn: () =>
        ask(pageContext().api.GET("/v1/orders/{orderId}/timeline", { params: { path: { orderId } } })),
    }),

  payment: (orderId: string) =>
    queryOptions({
      queryKey: ["payment", orderId],
      queryFn: () =>
        ask(pageContext().api.GET("/v1/payments/orders/{orderId}", { params: { path: { orderId } } })),
    }),

  review: (orderId: string) =>
    queryOptions({
      queryKey: ["review", orderId],
      queryFn: () =>
        ask(pageContext().api.GET("/v1/reviews/orders/{orderId}", { params: { path: { orderId } } })),
    }),

  /** The conversation of an order; null before it is paid. */
  conversation: (orderId: string) =>
    queryOptions({
      queryKey: ["conversation", orderId],
      queryFn: async () => {
        const query = { kind: "order", orderId, limit: 1 } as const;
        const { items } = await ask(pageContext().api.GET("/v1/conversations", { params: { query } }));
        return items[0] ?? null;
      },
    }),

  /** A conversation by its own id. */
  talk: (conversationId: string) =>
    queryOptions({
      queryKey: ["talk", conversationId],
      queryFn: () =>
        ask(
          pageContext().api.GET("/v1/conversations/{conversationId}", {
            params: { path: { conversationId } },
          }),
        ),
    }),

  conversations: (kind: ConversationFilter) =>
    listOf(["conversations", kind], (cursor) =>
      pageContext().api.GET("/v1/conversations", {
        params: { query: { limit: ROWS, ...(kind === "all" ? {} : { kind }), ...from(cursor) } },
      }),
    ),

  unreadMessages: () =>
    queryOptions({
      queryKey: ["unread", "messages"],
      queryFn: () => ask(pageContext().api.GET("/v1/conversations/unread-count")),
    }),

  /** Newest first. */
  messages: (conversationId: string) =>
    listOf(["messages", conversationId], (cursor) =>
      pageContext().api.GET("/v1/conversations/{conversationId}/messages", {
        params: { path: { conversationId }, query: { limit: MESSAGES, ...from(cursor) } },
      }),
    ),

  notifications: () =>
    listOf(["notifications"], (cursor) =>
      pageContext().api.GET("/v1/notifications", { params: { query: { limit: ROWS, ...from(cursor) } } }),
    ),

  unreadNotifications: () =>
    queryOptions({
      queryKey: ["unread", "notifications"],
      queryFn: () => ask(pageContext().api.GET("/v1/notifications/unread-count")),
    }),

  preferences: () =>
    queryOptions({
      queryKey: ["preferences"],
      queryFn: () => ask(pageContext().api.GET("/v1/notifications/preferences")),
    }),

  dataExport: (id: string) =>
    queryOptions({
      queryKey: ["export", id],
      queryFn: () => ask(pageContext().api.GET("/v1/me/exports/{id}", { params: { path: { id } } })),
    }),

  orders: (role: OrderRole) =>
    listOf(["orders", role], (cursor) =>
      pageContext().api.GET("/v1/orders", {
        params: { query: { role, sort: "deadline", view: "card", limit: ROWS, ...from(cursor) } },
      }),
    ),

  listing: (listingId: string) =>
    queryOptions({
      queryKey: ["listing", listingId],
      queryFn: () =>
        ask(pageContext().api.GET("/v1/listings/{listingId}", { params: { path: { listingId } } })),
    }),

  /** A listing as its seller edits it, with the version that a save is compared with. */
  editedListing: (listingId: string) =>
    queryOptions({
      queryKey: ["edited-listing", listingId],
      queryFn: async () => {
        const params = { path: { listingId } };
        const answer = await pageContext()
          .api.GET("/v1/listings/{listingId}", { params })
          .catch(() => undefined);
        if (answer?.data === undefined) throw failureOf(answer?.error);
        return { listing: answer.data, version: answer.response.headers.get("etag") };
      },
      // What is being typed is never read over.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),

  seller: (sellerId: string) =>
    queryOptions({
      queryKey: ["seller", sellerId],
      queryFn: () =>
        ask(pageContext().api.GET("/v1/sellers/{accountId}", { params: { path: { accountId: sellerId } } })),
    }),

  ownListings: () =>
    listOf(["listings", "me"], (cursor) =>
      pageContext().api.GET("/v1/listings", {
        params: { query: { sellerId: "me", view: "card", limit: ROWS, ...from(cursor) } },
      }),
    ),

  categories: () =>
    queryOptions({
      queryKey: ["categories"],
      queryFn: () => ask(pageContext().api.GET("/v1/categories")),
      staleTime: Number.POSITIVE_INFINITY,
    }),

  payoutAccount: () =>
    queryOptions({
      queryKey: ["payout-account"],
      queryFn: () => ask(pageContext().api.GET("/v1/payments/payout-account")),
    }),

  balance: () =>
    queryOptions({
      queryKey: ["balance"],
      queryFn: () => ask(pageContext().api.GET("/v1/payments/balance")),
    }),

  withdrawals: () =>
    listOf(["withdrawals"], (cursor) =>
      pageContext().api.GET("/v1/payments/withdrawals", {
        params: { query: { limit: ROWS, ...from(cursor) } },
      }),
    ),

  ledger: () =>
    listOf(["ledger"], (cursor) =>
      pageContext().api.GET("/v1/payments/ledger", { params: { query: { limit: ROWS, ...from(cursor) } } }),
    ),
};

function from(cursor: string | undefined): { cursor?: string } {
  return cursor === undefined ? {} : { cursor };
}

const MONEY = [["balance"], ["ledger"], ["withdrawals"]] as const;

/** What a live event makes stale. It never carries state into a page: the page reads it again. Pure. */
export function staleKeys(event: LiveEvent): readonly (readonly string[])[] {
  switch (event.name) {
    case "order": {
      const { orderId } = event.data;
      return [
        ["order", orderId],
        ["timeline", orderId],
        ["payment", orderId],
        ["review", orderId],
        ["orders"],
        ...MONEY,
      ];
    }
    case "message": {
      const { conversationId, orderId } = event.data;
      return [
        ["messages", conversationId],
        ["talk", conversationId],
        ["conversations"],
        ["unread", "messages"],
        ...(orderId === null ? [] : [["conversation", orderId]]),
      ];
    }
    case "read": {
      const { conversationId, orderId } = event.data;
      return [
        ["talk", conversationId],
        ["conversations"],
        ["unread", "messages"],
        ...(orderId === null ? [] : [["conversation", orderId]]),
      ];
    }
    case "notification":
      return [["notifications"], ["unread", "notifications"], ["payout-account"], ...MONEY];
  }
}

/** Reads again what an event has made stale, as far as it is on the screen. */
export function takeInEvent(client: QueryClient, event: LiveEvent): void {
  for (const queryKey of staleKeys(event)) void client.invalidateQueries({ queryKey });
}
