import { createFileRoute } from "@tanstack/react-router";
import { OrderPage } from "../order/order-page.tsx";
import { orderSearchOf } from "../order/order-search.ts";

export const Route = createFileRoute("/_app/orders/$orderId")({
  validateSearch: orderSearchOf,
  component: () => <OrderPage orderId={Route.useParams().orderId} search={Route.useSearch()} />,
});
