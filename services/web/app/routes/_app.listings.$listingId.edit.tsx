import { createFileRoute } from "@tanstack/react-router";
import { Editor } from "../selling/editor.tsx";

export const Route = createFileRoute("/_app/listings/$listingId/edit")({
  component: () => <Editor listingId={Route.useParams().listingId} />,
});
