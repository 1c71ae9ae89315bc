import { createFileRoute } from "@tanstack/react-router";
import { Profile } from "../settings/profile.tsx";

export const Route = createFileRoute("/_app/account/")({ component: Profile });
