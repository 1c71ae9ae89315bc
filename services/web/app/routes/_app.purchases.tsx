import { createFileRoute } from "@tanstack/react-router";
import { OrderList } from "../orders/order-lists.tsx";

export const Route = createFileRoute("/_app/purchases")({ component: () => <OrderList party="buyer" /> });
