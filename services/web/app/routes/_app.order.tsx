import { createFileRoute } from "@tanstack/react-router";
import { PlaceOrder } from "../ordering/place-order.tsx";
import { placeOrderSearchOf } from "../ordering/place-order-search.ts";

export const Route = createFileRoute("/_app/order")({
  validateSearch: placeOrderSearchOf,
  component: () => <PlaceOrder search={Route.useSearch()} />,
});
