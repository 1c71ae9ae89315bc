import Stripe from "stripe";

/**
 * The Stripe client. Without an address it speaks to Stripe itself; with one, to whatever answers there in Stripe's
 * language. It does not repeat by itself (but once, with the same key, on a connection that was closed under it): only
 * the caller knows whether and when a repeat is right.
 */
export function createStripe(options: {
  secretKey: string;
  apiUrl: string | undefined;
  timeoutMs: number;
}): Stripe {
  const address = options.apiUrl === undefined ? undefined : new URL(options.apiUrl);
  const isPlain = address?.protocol === "http:";
  return new Stripe(options.secretKey, {
    maxNetworkRetries: 0,
    timeout: options.timeoutMs,
    telemetry: false,
    ...(address === undefined
      ? {}
      : {
          host: address.hostname,
          port: address.port || (isPlain ? 80 : 443),
          protocol: isPlain ? "http" : "https",
        }),
  });
}
