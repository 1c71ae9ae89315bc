import Stripe from "stripe";

/**
 * The Stripe client. Without an address it speaks to Stripe itself; with one, to whatever answers there in Stripe's
 * language. It never repeats by itself: only the caller knows whether and under which key a repeat is right.
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
