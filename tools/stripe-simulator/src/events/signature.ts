import { createHmac } from "node:crypto";

/** The `Stripe-Signature` header: HMAC-SHA256, keyed with the endpoint's secret, over `timestamp.payload`. */
export function signatureHeader(payload: string, secret: string, timestampS: number): string {
  const signature = createHmac("sha256", secret).update(`${timestampS}.${payload}`, "utf8").digest("hex");
  return `t=${timestampS},v1=${signature}`;
}
