import { createFileRoute } from "@tanstack/react-router";
import { BalancePage } from "../selling/balance.tsx";

export const Route = createFileRoute("/_app/balance")({ component: BalancePage });
