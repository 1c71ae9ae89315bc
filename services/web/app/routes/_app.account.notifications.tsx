import { createFileRoute } from "@tanstack/react-router";
import { NotificationSettings } from "../settings/notification-settings.tsx";

export const Route = createFileRoute("/_app/account/notifications")({ component: NotificationSettings });
