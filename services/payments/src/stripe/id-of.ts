/** The id of what Stripe names by its id, or shows whole where that was asked for (docs.stripe.com/expand). */
export const idOf = (object: string | { readonly id: string }): string =>
  typeof object === "string" ? object : object.id;
