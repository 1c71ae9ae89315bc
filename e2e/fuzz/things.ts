/** Values of parameters by their name for schemathesis: `path.orderId`, `body.listingId`. */
export type Things = Readonly<Record<string, readonly (string | number)[]>>;
