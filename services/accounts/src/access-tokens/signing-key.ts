import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  type webcrypto,
} from "node:crypto";
import { z } from "zod";

/** A private key with its public half as services get it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: webcrypto.JsonWebKey & { readonly kid: string };
}

const PrivateJwk = z.looseObject({ kty: z.literal("OKP"), kid: z.string().optional() });

/**
 * Reads the key of the environment. One without an id of its own gets its RFC 7638 thumbprint, so that all instances
 * that share it name it alike.
 *
 * @param text a private Ed25519 key: a JWK as JSON, or PKCS#8 in PEM
 * @throws Error when it is not such a key; the message does not show it
 */
export function readSigningKey(text: string): SigningKey {
  let read: { key: KeyObject; kid: string | undefined };
  try {
    read = parse(text);
  } catch {
    throw new Error("TOKEN_SIGNING_KEY is neither a private JWK nor PKCS#8 in PEM");
  }
  if (read.key.asymmetricKeyType !== "ed25519") throw new Error("TOKEN_SIGNING_KEY is not an Ed25519 key");
  return describe(read.key, read.kid);
}

export function makeSigningKey(): SigningKey {
  return describe(generateKeyPairSync("ed25519").privateKey);
}

/**
 * Closes a key for the database: AES-256-GCM under a key derived from that of the environment. Who reads the database
 * alone can sign nothing, and who replaces the key of the environment makes every stored one useless.
 */
export function seal({ privateKey }: SigningKey, root: SigningKey): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(root), iv);
  const closed = [cipher.update(bytesOf(privateKey)), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...closed]).toString("base64");
}

/** @returns `null` for a key that was closed under another key of the environment */
export function unseal(sealed: string, root: SigningKey): SigningKey | null {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(root), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const der = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return describe(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  } catch {
    return null;
  }
}

/** A secret of 256 bits for one purpose, derived from the key of the environment: all instances have the same one. */
export function secretFor(
  purpose: "stored signing keys" | "known devices" | "refresh tokens",
  { privateKey }: SigningKey,
): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", bytesOf(privateKey), "", `accounts: ${purpose}`, 32));
}

function parse(text: string): { key: KeyObject; kid: string | undefined } {
  if (!text.trimStart().startsWith("{")) {
    // Environment files often hold the line breaks of a PEM as the two characters \n.
    return { key: createPrivateKey(text.replaceAll("\\n", "\n")), kid: undefined };
  }
  const jwk = PrivateJwk.parse(JSON.parse(text));
  return { key: createPrivateKey({ key: jwk, format: "jwk" }), kid: jwk.kid };
}

function describe(privateKey: KeyObject, ownKid?: string): SigningKey {
  const publicPart = createPublicKey(privateKey).export({ format: "jwk" });
  const kid = ownKid ?? thumbprint(publicPart);
  return { kid, privateKey, publicJwk: { ...publicPart, kid, alg: "EdDSA", use: "sig" } };
}

/** RFC 7638: the hash of the members that a key of this type must have (RFC 8037, 2), in the order of their names. */
function thumbprint({ crv, kty, x }: webcrypto.JsonWebKey): string {
  return createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
}

function sealingKey(root: SigningKey): Uint8Array {
  return secretFor("stored signing keys", root);
}

function bytesOf(key: KeyObject): Buffer {
  return key.export({ format: "der", type: "pkcs8" });
}
