export interface OrderSearch {
  /** The dialog that is open. */
  readonly do?: string | undefined;
  /** Back from the payment page. */
  readonly payment?: "done" | "cancelled" | undefined;
}

/** What the address of an order can say besides which one. */
export function orderSearchOf({ do: action, payment }: Record<string, unknown>): OrderSearch {
  return {
    ...(typeof action === "string" ? { do: action } : {}),
    ...(payment === "done" || payment === "cancelled" ? { payment } : {}),
  };
}
