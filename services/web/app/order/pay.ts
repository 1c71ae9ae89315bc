import { useState } from "react";
import { pageContext } from "../state/page-context.ts";
import { useAppWords } from "../words/app-words.ts";

/** R7: leads to the payment page of an order. A second press while it opens does nothing. */
export function usePay(orderId: string): {
  isOpening: boolean;
  openingLabel: string;
  open: () => Promise<void>;
} {
  const { ordering } = useAppWords();
  const [isOpening, setIsOpening] = useState(false);
  return {
    isOpening,
    openingLabel: ordering.toPayment,
    open: async () => {
      if (isOpening) return;
      setIsOpening(true);
      const answer = await pageContext()
        .api.POST("/v1/payments/checkout-sessions", { body: { orderId } })
        .catch(() => undefined);
      if (answer?.data !== undefined) location.assign(answer.data.url);
      // The order says why it cannot be paid: it has changed, or the payment provider is away.
      else setIsOpening(false);
    },
  };
}
