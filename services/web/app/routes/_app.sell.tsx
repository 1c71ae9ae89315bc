import { createFileRoute } from "@tanstack/react-router";
import { StartSelling } from "../selling/start.tsx";

export const Route = createFileRoute("/_app/sell")({ component: StartSelling });
