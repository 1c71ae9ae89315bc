import { createFileRoute } from "@tanstack/react-router";
import { OwnListings } from "../selling/listings.tsx";

export const Route = createFileRoute("/_app/listings/")({ component: OwnListings });
