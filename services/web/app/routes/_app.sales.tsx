import { createFileRoute } from "@tanstack/react-router";
import { OrderList } from "../orders/order-lists.tsx";

export const Route = createFileRoute("/_app/sales")({ component: () => <OrderList party="seller" /> });
