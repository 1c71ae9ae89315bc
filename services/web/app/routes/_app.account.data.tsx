import { createFileRoute } from "@tanstack/react-router";
import { OwnData } from "../settings/own-data.tsx";

export const Route = createFileRoute("/_app/account/data")({ component: OwnData });
