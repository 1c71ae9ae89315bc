import { createFileRoute } from "@tanstack/react-router";
import { Notifications } from "../notices/notifications.tsx";

export const Route = createFileRoute("/_app/notifications")({ component: Notifications });
