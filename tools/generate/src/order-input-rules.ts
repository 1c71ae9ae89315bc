import { ORDER_ACTIONS } from "@vc/contracts";

/**
 * `e2e/fuzz/order-input-rules.json`: what the order's table refuses in the body of an action although the schema allows
 * it. The fuzzer expects these refusals.
 */
export async function renderOrderInputRules(): Promise<string> {
  const { moves } = await import("../../../services/orders/src/orders/lifecycle.ts");
  const { asks } = await import("../../../services/orders/src/orders/guards.ts");
  const rules = ORDER_ACTIONS.flatMap((action) => {
    const names = new Set(moves.flatMap((move) => (move.on === action ? (move.asks ?? []) : [])));
    return [...names].map((name) => {
      const { path, message } = asks[name].refusal;
      return { operation: `POST /v1/orders/{orderId}/${action}`, path, message };
    });
  });
  return `${JSON.stringify(rules, null, 2)}\n`;
}
