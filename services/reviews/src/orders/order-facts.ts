import type { OrderActor, OrderState } from "@vc/contracts";

/** What reviews and standing need to know of an order, gathered from its events. */
export interface OrderFacts {
  readonly id: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listingId: string;
  /** As of the newest event that has arrived. */
  readonly state: OrderState;
  readonly sequence: number;
  readonly paidAt: Date | null;
  readonly due: { readonly at: Date; readonly sequence: number } | null;
  readonly delivery: { readonly at: Date; readonly isLate: boolean; readonly sequence: number } | null;
  readonly ending: OrderEnding | null;
  /** R23: a mediator excused the seller's cancellation. */
  readonly isExcused: boolean;
  /** Set in the transaction that stores the order's review. */
  readonly reviewId: string | null;
}

export type OrderEnding =
  | { readonly kind: "completed"; readonly at: Date; readonly wasLate: boolean }
  | {
      readonly kind: "cancelled";
      readonly at: Date;
      readonly by: OrderActor;
      readonly isJustified: boolean | null;
    }
  | { readonly kind: "refused"; readonly at: Date }
  | { readonly kind: "expired"; readonly at: Date; readonly countsAgainstSeller: boolean };

/** What one event says of an order. */
export interface OrderNews {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly listingId: string;
  readonly state: OrderState;
  readonly sequence: number;
  readonly paidAt?: Date;
  readonly dueAt?: Date;
  readonly delivery?: { readonly at: Date; readonly isLate: boolean };
  readonly ending?: OrderEnding;
  readonly isExcused?: true;
}

/**
 * Adds an event to what is known of its order. The result does not depend on the order of arrival: every fact has a
 * place of its own, and where a later event says the same kind of thing again, the higher sequence wins.
 */
export function withNews(known: OrderFacts | null, news: OrderNews): OrderFacts {
  const { sequence } = news;
  const isNewest = known === null || sequence > known.sequence;
  const dueIsNews = news.dueAt !== undefined && sequence > (known?.due?.sequence ?? 0);
  const deliveryIsNews = news.delivery !== undefined && sequence > (known?.delivery?.sequence ?? 0);
  return {
    id: news.orderId,
    buyerId: news.buyerId,
    sellerId: news.sellerId,
    listingId: news.listingId,
    state: isNewest ? news.state : known.state,
    sequence: isNewest ? sequence : known.sequence,
    paidAt: news.paidAt ?? known?.paidAt ?? null,
    due: news.dueAt !== undefined && dueIsNews ? { at: news.dueAt, sequence } : (known?.due ?? null),
    delivery:
      news.delivery !== undefined && deliveryIsNews
        ? { ...news.delivery, sequence }
        : (known?.delivery ?? null),
    ending: news.ending ?? known?.ending ?? null,
    isExcused: news.isExcused ?? known?.isExcused ?? false,
    reviewId: known?.reviewId ?? null,
  };
}
