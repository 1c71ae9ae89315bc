import { createFileRoute } from "@tanstack/react-router";
import { Security } from "../settings/security.tsx";

export const Route = createFileRoute("/_app/account/security")({ component: Security });
