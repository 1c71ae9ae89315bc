import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { useAppWords } from "../words/app-words.ts";

/** R7: leads to the payment page of an order. A second press while it opens does nothing. */
export function usePay(orderId: string): {
  isOpening: boolean;
  openingLabel: string;
  /** Why the page did not open, in words. */
  problem: string | undefined;
  open: () => Promise<void>;
} {
  const { ordering } = useAppWords();
  const { problems, states } = useWords();
  const client = useQueryClient();
  const [isOpening, setIsOpening] = useState(false);
  const [problem, setProblem] = useState<string>();
  return {
    isOpening,
    openingLabel: ordering.toPayment,
    problem,
    open: async () => {
      if (isOpening) return;
      setIsOpening(true);
      setProblem(undefined);
      const answer = await pageContext()
        .api.POST("/v1/payments/checkout-sessions", { body: { orderId } })
        .catch(() => undefined);
      if (answer?.data !== undefined) return location.assign(answer.data.url);
      setIsOpening(false);
      const code = answer?.error.code;
      if (code === undefined) setProblem(states.noAnswer);
      else setProblem(code === "unavailable" ? ordering.paymentAway : problems[code]);
      // It may have expired meanwhile: then the page shows that.
      void client.invalidateQueries({ queryKey: queries.order(orderId).queryKey });
    },
  };
}
