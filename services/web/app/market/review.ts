import type { Review as ReviewOfApi } from "@vc/client";

/** As much of a review as pages show. The order it belongs to is private. */
export type Review = Pick<
  ReviewOfApi,
  "id" | "author" | "stars" | "text" | "removed" | "reply" | "createdAt"
>;

export function reviewOf({ id, author, stars, text, removed, reply, createdAt }: ReviewOfApi): Review {
  return { id, author, stars, text, removed, reply, createdAt };
}
