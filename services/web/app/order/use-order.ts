import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Order, OrderPayment } from "@vc/client";
import { useEffect } from "react";
import { factsOf } from "../guide/facts.ts";
import { type Guide, guide } from "../guide/guide.ts";
import type { PanelFacts } from "../guide/panel-words.ts";
import type { GuideSurroundings, Role } from "../guide/panels.ts";
import { useLanguage } from "../state/language.tsx";
import { tickNow, useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import type { Policy } from "../state/policy.ts";
import { queries } from "../state/queries.ts";

/** Everything that the parts of the order page draw from. */
export interface OrderScene {
  readonly order: Order;
  readonly role: Role;
  readonly guide: Guide;
  readonly facts: PanelFacts;
  readonly policy: Policy;
  readonly payment: OrderPayment | undefined;
}

/** An order with what its panel says now; its clock moves on, and at a deadline the order is read again. */
export function useScene(
  order: Order,
  accountId: string,
  policy: Policy,
  payment: GuideSurroundings["payment"],
): OrderScene {
  const language = useLanguage();
  const now = useNow();
  const role: Role = order.seller.id === accountId ? "seller" : "buyer";
  const money = useQuery({ ...queries.payment(order.id), enabled: order.paidAt !== null });
  const review = useQuery({ ...queries.review(order.id), enabled: order.state === "completed" });
  const shown = guide(order, role, now, { payment, canReview: review.data?.canReview });
  const facts = factsOf(order, role, shown.clock, {
    policy,
    language,
    now,
    reviewUntil: review.data?.canReview ? review.data.reviewUntil : null,
  });
  useRereadAt(order.id, shown.clock?.at);
  useRereadWhile(order.id, shown.name === "buyerConfirming");
  return { order, role, guide: shown, facts, policy, payment: money.data };
}

/** The server moves an order soon after a deadline: it is read until it has. */
const REREAD_MS = 1_500;
const MAX_TIMER_MS = 2_000_000_000;

function useRereadAt(orderId: string, at: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (at === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const leftMs = new Date(at).getTime() - pageContext().now().getTime();
      // A delivery that is late stays so: nothing is to be waited for long after the moment.
      if (leftMs < -60_000) return;
      timer = setTimeout(
        () => {
          tickNow();
          void client.invalidateQueries({ queryKey: ["order", orderId] });
          wait();
        },
        Math.min(MAX_TIMER_MS, Math.max(REREAD_MS, leftMs)),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [client, orderId, at]);
}

/** Back from the payment page: the event that says so may be late or lost, so the order is also asked for. */
function useRereadWhile(orderId: string, isWaiting: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ["order", orderId] }), 2_000);
    return () => clearInterval(timer);
  }, [client, orderId, isWaiting]);
}
