import { createHmac, type KeyObject, sign } from "node:crypto";

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/**
 * Any token, by node:crypto alone: tests of what must be refused need tokens that no library would make.
 *
 * @param key a private Ed25519 key, a secret for HMAC with SHA-256, or `null` for an empty signature
 */
export function signToken(header: object, claims: object, key: KeyObject | string | null): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${signatureOf(input, key).toString("base64url")}`;
}

/** A token with another signature. A fixed letter in its place would be the one that stands there, one time in 64. */
export function withChangedSignature(token: string): string {
  return token.replace(/(?<=\.)[\w-](?=[\w-]*$)/, (first) => (first === "A" ? "B" : "A"));
}

function signatureOf(input: string, key: KeyObject | string | null): Buffer {
  if (key === null) return Buffer.alloc(0);
  if (typeof key === "string") return createHmac("sha256", key).update(input).digest();
  return sign(null, Buffer.from(input), key);
}
